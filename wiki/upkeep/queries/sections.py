"""The pages that lead to a section that is not there, a few rows at a time."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Page
from wiki.upkeep.models import SectionLink, ToTend
from wiki.upkeep.rules import BROKEN

#: Links shown beside a page; there may be more.
SHOWN = 5


class BrokenLine(NamedTuple):
    """A page, and the links of it that lead to no section, as they are written: `Titre#section`."""

    page_id: int
    uid: str
    title: str
    links: tuple[str, ...]
    has_more: bool


def _written(nth: int) -> sa.ScalarSelect[Any]:
    return (
        sa.select(SectionLink.written)
        .where(SectionLink.page_id == ToTend.page_id, SectionLink.is_broken)
        .order_by(SectionLink.target_key, SectionLink.name)
        .offset(nth)
        .limit(1)
        .correlate(ToTend)
        .scalar_subquery()
    )


_LINES = (
    sa.select(Page.id, Page.uid, Page.title, *(_written(nth) for nth in range(SHOWN + 1)))
    .join(ToTend, ToTend.page_id == Page.id)
    .where(ToTend.code == BROKEN, ToTend.page_id < sa.bindparam("before"))
    .order_by(ToTend.page_id.desc())
    .limit(sa.bindparam("size"))
)


def broken(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[BrokenLine]:
    """The pages that do, the newest made first."""
    start = END if before is None else before
    found = [_line(row) for row in look(_LINES, before=start, size=size + 1)]
    return slice_of(found, size, lambda line: line.page_id)


def _line(row: tuple[Any, ...]) -> BrokenLine:
    links = [one for one in row[3:] if one is not None]
    return BrokenLine._make([*row[:3], tuple(links[:SHOWN]), len(links) > SHOWN])
