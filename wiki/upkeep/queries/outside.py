"""The addresses out of the wiki, a few rows at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, state
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Page
from wiki.upkeep.models import OutsideAddress, OutsideLink

#: Pages named beside an address; there may be more.
NAMED = 3


def is_checking() -> bool:
    """Whether this wiki checks its links: it is told to, and can say who asks."""
    options = state().options
    return bool(options["WIKI_CHECK_LINKS"] and options["WIKI_PUBLIC_URL"])


class AddressLine(NamedTuple):
    """An address out of the wiki: all that its line says."""

    id: int
    address: str
    state: str
    status: int | None
    reason: str
    found_at: datetime
    checked_at: datetime | None
    failing_since: datetime | None
    titles: tuple[str, ...]
    has_more: bool


def _title(nth: int) -> sa.ScalarSelect[Any]:
    """The title of a page that leads there."""
    return (
        sa.select(Page.title)
        .join(OutsideLink, OutsideLink.page_id == Page.id)
        .where(OutsideLink.address == OutsideAddress.address)
        .order_by(OutsideLink.page_id)
        .offset(nth)
        .limit(1)
        .correlate(OutsideAddress)
        .scalar_subquery()
    )


_COLUMNS = [getattr(OutsideAddress, name) for name in AddressLine._fields[:-2]]
_LINES = (
    sa.select(*_COLUMNS, *(_title(nth) for nth in range(NAMED + 1)))
    .where(
        OutsideAddress.state == sa.bindparam("state"),
        OutsideAddress.id < sa.bindparam("before", type_=sa.BigInteger()),
    )
    .order_by(OutsideAddress.id.desc())
    .limit(sa.bindparam("size"))
)


def addresses(code: str, *, before: int | None = None, size: int = PAGE_SIZE) -> Slice[AddressLine]:
    """The addresses in a state, those found last first."""
    start = END if before is None else before
    found = [_line(row) for row in look(_LINES, state=code, before=start, size=size + 1)]
    return slice_of(found, size, lambda line: line.id)


def _line(row: tuple[Any, ...]) -> AddressLine:
    said, titles = row[: len(_COLUMNS)], [one for one in row[len(_COLUMNS) :] if one is not None]
    return AddressLine._make([*said, tuple(titles[:NAMED]), len(titles) > NAMED])
