"""The values that their kinds take no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.pager import PAGE_SIZE, slice_of
from wiki.kernel.pager import Slice as Part
from wiki.pages.models import Page, Revision
from wiki.sheets.models import Misfit, MisfitCount

_COUNTS = sa.select(MisfitCount.kind, MisfitCount.number)
_GROUPS = (
    sa.select(MisfitCount.field, MisfitCount.code, MisfitCount.number)
    .where(MisfitCount.kind == sa.bindparam("kind"))
    .order_by(MisfitCount.field, MisfitCount.code)
)
_AFTER = sa.or_(
    Misfit.page_id > sa.bindparam("page", type_=sa.BigInteger()),
    sa.and_(
        Misfit.page_id == sa.bindparam("page"),
        sa.or_(
            Misfit.path > sa.bindparam("path"),
            sa.and_(Misfit.path == sa.bindparam("path"), Misfit.entry > sa.bindparam("entry")),
        ),
    ),
)
_LIST = (
    sa.select(
        Misfit.page_id,
        Page.uid,
        Page.title,
        Page.head,
        Misfit.path,
        Misfit.entry,
        Misfit.code,
        Revision.infobox,
    )
    .join(Page, Page.id == Misfit.page_id)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(Misfit.kind == sa.bindparam("kind"), _AFTER)
    .order_by(Misfit.page_id, Misfit.path, Misfit.entry)
    .limit(PAGE_SIZE + 1)
)
_of_group = (
    Misfit.kind == sa.bindparam("kind"),
    Misfit.field == sa.bindparam("field"),
    Misfit.code == sa.bindparam("code"),
)
#: Entries that are gone of which a form asks what they become.
MOST_ENTRIES = 100
_NUMBER = sa.func.count().label("number")
_ENTRIES = (
    sa.select(Misfit.entry, _NUMBER)
    .where(*_of_group, Misfit.entry != "")
    .group_by(Misfit.entry)
    .order_by(_NUMBER.desc(), Misfit.entry)
    .limit(MOST_ENTRIES + 1)
)
_SHEETS = (
    sa.select(Page.id, Page.uid, Page.title, Revision.infobox)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(
        Page.id.in_(
            sa.select(Misfit.page_id)
            .distinct()
            .where(*_of_group, Misfit.page_id > sa.bindparam("after", type_=sa.BigInteger()))
            .order_by(Misfit.page_id)
            .limit(PAGE_SIZE + 1)
        )
    )
    .order_by(Page.id)
)


class Line(NamedTuple):
    """A value that fits no more, and the sheet that it is in."""

    page_id: int
    uid: str
    title: str
    head: int
    path: str
    entry: str
    code: str
    infobox: Mapping[str, Any]


class Slice(NamedTuple):
    """Some of them, and after which the next ones start."""

    rows: Sequence[Line]
    next_key: tuple[int, str, str] | None


class Group(NamedTuple):
    """The values of a field, `seats/kind`, that fit no more for one reason, and how many."""

    field: str
    code: str
    number: int


class SheetLine(NamedTuple):
    """A sheet that has some of them."""

    page_id: int
    uid: str
    title: str
    infobox: Mapping[str, Any]


def counts() -> Mapping[str, int]:
    """How many there are of each kind that has any."""
    found: Counter[str] = Counter()
    for kind, number in look(_COUNTS):
        found[kind] += number
    return found


def number() -> int:
    """How many there are of all kinds."""
    return sum(counts().values())


def misfits(kind: str, *, after: tuple[int, str, str] = (0, "", "")) -> Slice:
    """Those of a kind, page by page."""
    page, path, entry = after
    found = [Line(*row) for row in look(_LIST, kind=kind, page=page, path=path, entry=entry)]
    rows = found[:PAGE_SIZE]
    is_more = len(found) > PAGE_SIZE
    last = (rows[-1].page_id, rows[-1].path, rows[-1].entry) if is_more else None
    return Slice(rows, last)


def groups(kind: str) -> Sequence[Group]:
    """Those of a kind by field and by reason."""
    return [Group(*row) for row in look(_GROUPS, kind=kind)]


def entries(kind: str, field: str, code: str) -> Sequence[tuple[str, int]]:
    """The entries of a list that are gone, with how many values say each, the most said first.

    One more than `MOST_ENTRIES` when there are others.
    """
    return [(entry, number) for entry, number in look(_ENTRIES, kind=kind, field=field, code=code)]


def sheets(kind: str, field: str, code: str, *, after: int = 0) -> Part[SheetLine]:
    """The sheets that have values of a field that fit no more for one reason."""
    found = look(_SHEETS, kind=kind, field=field, code=code, after=after)
    return slice_of([SheetLine(*row) for row in found], PAGE_SIZE, lambda one: one.page_id)
