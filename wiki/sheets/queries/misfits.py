"""The values that their kinds take no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.pager import PAGE_SIZE
from wiki.pages.models import Page, Revision
from wiki.sheets.models import Misfit

_COUNTS = sa.select(Misfit.kind, sa.func.count()).group_by(Misfit.kind)
_AFTER = sa.or_(
    Misfit.page_id > sa.bindparam("page", type_=sa.BigInteger()),
    sa.and_(Misfit.page_id == sa.bindparam("page"), Misfit.path > sa.bindparam("path")),
)
_LIST = (
    sa.select(
        Misfit.page_id, Page.uid, Page.title, Page.head, Misfit.path, Misfit.code, Revision.infobox
    )
    .join(Page, Page.id == Misfit.page_id)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(Misfit.kind == sa.bindparam("kind"), _AFTER)
    .order_by(Misfit.page_id, Misfit.path)
    .limit(PAGE_SIZE + 1)
)


class Line(NamedTuple):
    """A value that fits no more, and the sheet that it is in."""

    page_id: int
    uid: str
    title: str
    head: int
    path: str
    code: str
    infobox: Mapping[str, Any]


class Slice(NamedTuple):
    """Some of them, and after which the next ones start."""

    rows: Sequence[Line]
    next_key: tuple[int, str] | None


def counts() -> Mapping[str, int]:
    """How many there are of each kind that has any."""
    return {str(kind): int(number) for kind, number in look(_COUNTS)}


def misfits(kind: str, *, after: tuple[int, str] = (0, "")) -> Slice:
    """Those of a kind, page by page."""
    found = [Line._make(row) for row in look(_LIST, kind=kind, page=after[0], path=after[1])]
    rows = found[:PAGE_SIZE]
    last = (rows[-1].page_id, rows[-1].path) if len(found) > PAGE_SIZE else None
    return Slice(rows, last)
