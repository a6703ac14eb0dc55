"""The values that their kinds take no more, and how many there are; inside the acts on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import insert_missing, look, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kinds
from wiki.schema.mending import entries_gone, name_of
from wiki.schema.settled import SCHEMA
from wiki.schema.unfitting import unfitting
from wiki.sheets.models import Misfit, MisfitCount


class _Row(NamedTuple):
    """A `Misfit` without its page."""

    path: str
    entry: str
    kind: str
    field: str
    code: str


_of_page = Misfit.page_id == sa.bindparam("of")
_KNOWN = sa.select(Misfit.path, Misfit.entry, Misfit.kind, Misfit.field, Misfit.code).where(
    _of_page
)
_FIT = sa.delete(table_of(Misfit)).where(
    _of_page, Misfit.path == sa.bindparam("at"), Misfit.entry == sa.bindparam("said")
)
_UNFIT = sa.insert(table_of(Misfit)).values(
    {column.name: sa.bindparam(column.name) for column in table_of(Misfit).columns}
)
_counted = (
    MisfitCount.kind == sa.bindparam("of_kind"),
    MisfitCount.field == sa.bindparam("of_field"),
    MisfitCount.code == sa.bindparam("of_code"),
)
_COUNT = (
    sa.update(table_of(MisfitCount))
    .where(*_counted)
    .values(number=MisfitCount.number + sa.bindparam("more"))
)
_NO_MORE = sa.delete(table_of(MisfitCount)).where(*_counted, MisfitCount.number <= 0)


def fit(page: Page, revision: Revision) -> None:
    """Write which values of the newest sheet of a page its kind takes no more."""
    sheet = revision.sheet
    kind = None if sheet.kind == SCHEMA else kinds().get(sheet.kind)
    now = {
        _Row(one.path, entry, sheet.kind, name_of(one.path), one.code)
        for one in (unfitting(kind, sheet) if kind else ())
        for entry in (entries_gone(kind, one) if kind else ()) or ("",)
    }
    _change(page.id, _known(page.id), now)


def forget(page: Page) -> None:
    """A page in the bin says nothing."""
    _change(page.id, _known(page.id), set())


def _known(page_id: int) -> set[_Row]:
    return {_Row(*row) for row in look(_KNOWN, of=page_id)}


def _change(page_id: int, before: set[_Row], now: set[_Row]) -> None:
    gone, come = sorted(before - now), sorted(now - before)
    write(_FIT, *({"of": page_id, "at": row.path, "said": row.entry} for row in gone))
    write(_UNFIT, *({"page_id": page_id, **row._asdict()} for row in come))
    _count(come, gone)


def _count(come: Iterable[_Row], gone: Iterable[_Row]) -> None:
    more = Counter(row[2:] for row in come)
    more.subtract(row[2:] for row in gone)
    for (kind, field, code), number in sorted(more.items()):
        if number:
            named = {"of_kind": kind, "of_field": field, "of_code": code}
            row = {"kind": kind, "field": field, "code": code, "number": 0}
            insert_missing(MisfitCount, row)
            write(_COUNT, {**named, "more": number})
            write(_NO_MORE, named)
