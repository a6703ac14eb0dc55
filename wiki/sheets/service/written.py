"""Which revision wrote each value of a sheet, and when to check it; inside the acts on pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel.db import act, look, reading, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kinds
from wiki.pages.sheets import NO_SHEET
from wiki.schema.freshness import due_on
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Gap, Written
from wiki.sheets.queries import shown_sheet
from wiki.sheets.queries.sheets import SHEETS
from wiki.sheets.rules import Writing, writings
from wiki.sheets.service import gaps
from wiki.sheets.service.today import day_of

_of_page = Written.page_id == sa.bindparam("of")
_KNOWN = sa.select(Written.field, Written.number, Written.day).where(_of_page)
_FORGET = sa.delete(table_of(Written)).where(_of_page)
_COLUMNS = tuple(column.name for column in table_of(Written).columns)
_KEEP = sa.insert(table_of(Written)).values({name: sa.bindparam(name) for name in _COLUMNS})

GATHER = "sheets.gather"
_AT_ONCE = 200
_ALIVE = (
    sa.select(Page)
    .where(
        Page.deleted_at.is_(None),
        Page.id.in_(sa.select(Revision.page_id).where(Revision.kind.is_not(None))),
    )
    .order_by(Page.id)
)


def follow(page: Page, revision: Revision) -> None:
    """Write what a new revision says otherwise than the one before."""
    known = {field: Writing(number, day) for field, number, day in look(_KNOWN, of=page.id)}
    before = shown_sheet(page.id, revision.number - 1) or NO_SHEET
    _keep(page.id, revision.sheet, _after(known, before, revision))


def replay(page: Page) -> None:
    """Read all revisions of a page."""
    known: dict[str, Writing] = {}
    before = NO_SHEET
    for revision in reading().scalars(SHEETS, {"of": page.id}):
        now = revision.sheet
        known, before = _after(known, before, revision), now
    _keep(page.id, before, known)


def forget(page: Page) -> None:
    """A page in the bin says nothing."""
    write(_FORGET, {"of": page.id})
    gaps.forget(page.id)


def _after(known: dict[str, Writing], before: Sheet, revision: Revision) -> dict[str, Writing]:
    now = Writing(revision.number, day_of(revision.created_at))
    return writings(known, before, revision.sheet, now)


def _keep(page_id: int, sheet: Sheet, known: dict[str, Writing]) -> None:
    kind = kinds().get(sheet.kind)
    write(_FORGET, {"of": page_id})
    rows = []
    for field, written in sorted(known.items()):
        one = kind.by_id.get(field) if kind and field in sheet.values else None
        due = due_on(one, written.day, sheet.sources.get(field, {}))
        rows.append({"page_id": page_id, "field": field, **written._asdict(), "due_on": due})
    write(_KEEP, *rows)
    gaps.keep(page_id, sheet)


def gather(after: int) -> None:
    """The job: read the pages that have a sheet, some at a time, those after an id."""
    with act():
        found = reading().scalars(_ALIVE.where(Page.id > after).limit(_AT_ONCE)).all()
        for page in found:
            replay(page)
        if found:
            enqueue(GATHER, {"after": found[-1].id}, dedupe_key=GATHER)


def rebuild() -> None:
    """Find all of them again."""
    session = reading()
    session.execute(sa.delete(Written))
    session.execute(sa.delete(Gap))
    for page in session.scalars(_ALIVE).all():
        replay(page)
