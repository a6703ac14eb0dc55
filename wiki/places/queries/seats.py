"""The seats of the places over the years: those that are known, and how many places tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages.models import Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.models import PastPlace, Place
from wiki.places.queries.asked import PlaceFilter, conditions
from wiki.places.queries.directory import kept
from wiki.places.queries.statistics import Seats, is_undated
from wiki.places.rules import KIND
from wiki.places.seated import Said, seats_by_year
from wiki.schema.freshness import known_on
from wiki.schema.kinds import Field
from wiki.sheets.models import Written
from wiki.sheets.service.today import day_of, today

_FIELD = "seats"


class _Place(NamedTuple):
    """A place: the years of its opening and of its end, and when its seats are to be checked."""

    page_id: int
    opened: str
    closed: str | None
    due_on: str | None


def seats_over_years(wanted: PlaceFilter, years: Iterable[str]) -> Mapping[str, Seats]:
    """Of the places that were open at the end of each year, those whose seats are known then.

    Nothing for what was known at another time.
    """
    if wanted.known:
        return {}
    known = kept((wanted, "seats over years", today()), lambda: _counted(wanted))
    return {year: known.get(int(year), Seats(0, 0)) for year in years}


def _counted(wanted: PlaceFilter) -> Mapping[int, Seats]:
    field, now = kind_of(KIND).by_id.get(_FIELD), today()
    if field is None:
        return {}
    found: dict[int, Seats] = {}
    for place, said in _said(wanted, field):
        for year, seats in seats_by_year(said, field.freshness, now).items():
            if int(place.opened) <= year and not (place.closed and int(place.closed) <= year):
                before = found.get(year, Seats(0, 0))
                found[year] = Seats(before.total + seats, before.places + 1)
    return found


def _said(wanted: PlaceFilter, field: Field) -> Iterator[tuple[_Place, list[Said]]]:
    changes, places = _changes(wanted), _places(wanted)
    checks = {due: known_on(field, due) for due in {one.due_on for one in places} if due}
    for place in places:
        said = changes.get(place.page_id, [])
        if said and place.due_on:
            checked = checks[place.due_on]
            said[-1] = said[-1]._replace(known=min(said[-1].known, checked), checked=checked)
        yield place, said


def _places(wanted: PlaceFilter) -> list[_Place]:
    opened, closed = (sa.func.substr(one, 1, 4) for one in (Place.opened_on, Place.closed_on))
    written = sa.and_(Written.page_id == Place.page_id, Written.field == _FIELD)
    query = (
        sa.select(Place.page_id, opened, closed, Written.due_on)
        .select_from(Place)
        .join(Written, written, isouter=True)
        .where(*conditions(wanted), ~is_undated(Place))
    )
    return [_Place(*row) for row in reading().execute(query)]


def _changes(wanted: PlaceFilter) -> Mapping[int, list[Said]]:
    """What the places said of their seats one after the other, by the id of their page.

    The revision that wrote what holds is not read: `Written` says when that was checked.
    """
    before = sa.func.lag(PastPlace.seats).over(
        partition_by=PastPlace.page_id, order_by=PastPlace.number
    )
    some = sa.select(Place.page_id).where(*conditions(wanted))
    past = (
        sa.select(
            PastPlace.page_id,
            PastPlace.number,
            PastPlace.seats,
            PastPlace.since,
            before.label("before"),
        )
        .where(PastPlace.page_id.in_(some))
        .subquery()
    )
    checked: Any = Revision.infobox["sources"][_FIELD]["checked"].as_string()
    said_then = sa.and_(
        Revision.page_id == past.c.page_id,
        Revision.number == past.c.number,
        past.c.seats.is_not(None),
        Written.number.is_distinct_from(past.c.number),
    )
    written = sa.and_(Written.page_id == past.c.page_id, Written.field == _FIELD)
    query = (
        sa.select(past.c.page_id, past.c.seats, past.c.since, checked)
        .select_from(past)
        .join(Written, written, isouter=True)
        .join(Revision, said_then, isouter=True)
        .where(past.c.seats.is_distinct_from(past.c.before))
        .order_by(past.c.page_id, past.c.number)
    )
    found: dict[int, list[Said]] = {}
    for page_id, seats, since, checked_on in reading().execute(query):
        day = day_of(since)
        known = checked_on or day
        found.setdefault(page_id, []).append(Said(seats, day, known, known))
    return found
