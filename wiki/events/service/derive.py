"""The events and their times, kept in the acts that change them."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from wiki.events.models import Event, EventTime
from wiki.events.queries.listing import LIST
from wiki.events.rules import Told, occurrences, told
from wiki.events.service.telling import soon_settled
from wiki.geography.communes import commune_today, department_of
from wiki.journal.service import take_turn
from wiki.kernel.db import look, reading, table_of, write
from wiki.organisations.queries.related import keys_of
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.derive import mark_stale
from wiki.places.described import position_of
from wiki.places.models import Place
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Fact

_HELD = sa.select(Event.page_id).where(Event.page_id == sa.bindparam("of"))
_FORGET, _FORGET_TIMES = (
    sa.delete(table_of(table)).where(table_of(table).c.page_id == sa.bindparam("of"))
    for table in (Event, EventTime)
)
_PUT, _PUT_TIME = (
    sa.insert(table_of(table)).values(
        {column.name: sa.bindparam(column.name) for column in table_of(table).columns}
    )
    for table in (Event, EventTime)
)


def follow(page: Page, revision: Revision) -> None:
    """A page is the event that the sheet of a revision tells, or none."""
    row = _row(page, revision)
    if row is None and not look(_HELD, of=page.id):
        return
    take_turn()
    _keep(page.id, row)
    mark_stale([LIST])
    soon_settled(page)


def forget(page: Page) -> None:
    """A page in the bin is no event."""
    if look(_HELD, of=page.id):
        take_turn()
        _keep(page.id, None)
        mark_stale([LIST])
        soon_settled(page)


def follow_place(page: Page) -> None:
    """A place moved, or has another name: so do the events that are held in it."""
    for event in held_at(page.id):
        follow(event, pages.head(event))


def held_at(page_id: int) -> list[Page]:
    """The pages of the events whose sheet names a page as their place."""
    query = (
        sa.select(Page)
        .join(Fact, Fact.page_id == Page.id)
        .join(Event, Event.page_id == Page.id)
        .where(Fact.field == "place", Fact.text.in_(keys_of(page_id)), Fact.to_seq.is_(None))
        .where(Page.deleted_at.is_(None))
        .order_by(Page.id)
    )
    return list(reading().scalars(query).unique())


def _row(page: Page, revision: Revision) -> dict[str, object] | None:
    """What everybody may read of the event that a revision tells."""
    sheet = revision.sheet
    now = told(page.title, _public(sheet))
    if now is None:
        return None
    where = _where(now, _public(sheet))
    said = {"page_id": page.id, "revision": revision.number, "said_at": revision.created_at}
    return said | now._asdict() | where


def _public(sheet: Sheet) -> Sheet:
    kind = kinds().get(sheet.kind)
    return cut(kind, sheet, VISIBILITIES[0]) if kind else sheet


def _where(now: Told, sheet: Sheet) -> dict[str, object]:
    """The department and the position of an event: its commune's, or its place's."""
    if commune := commune_today(now.insee):
        at = position_of(sheet)
        return {
            "department": department_of(commune.insee),
            "lat": at.lat if at else None,
            "lon": at.lon if at else None,
            "precision": at.precision if at else "",
        }
    page = pages.led_to(now.place) if now.place else None
    place = reading().get(Place, page.id) if page else None
    return {
        "department": (place.department or "") if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": (place.precision or "") if place else "",
    }


def _keep(page_id: int, row: Mapping[str, object] | None) -> None:
    write(_FORGET_TIMES, {"of": page_id})
    write(_FORGET, {"of": page_id})
    if row is not None:
        write(_PUT, row)
        when = Told(*(row[name] for name in Told._fields)).when  # type: ignore[arg-type]
        times = occurrences(when, row["said_at"])  # type: ignore[arg-type]
        write(_PUT_TIME, *({"page_id": page_id, **one._asdict()} for one in times))


def rebuild() -> None:
    """Find all events again."""
    session = reading()
    for table in (EventTime, Event):
        session.execute(sa.delete(table))
    for page in list(pages.all_alive()):
        row = _row(page, pages.head(page))
        if row is not None:
            _keep(page.id, row)
