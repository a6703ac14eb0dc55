"""The seats of the places over the years: those that are known, and how many places tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
#: Revisions looked for at once: databases bound the values of a question.
_AT_ONCE = 500


class _Place(NamedTuple):
    """A place: the years of its opening and of its end, and when its seats are to be checked."""

    page_id: int
    opened: str
    closed: str | None
    due_on: str | None


class _Change(NamedTuple):
    """Since a revision, and the day on which it was made, a place said that it has some seats."""

    number: int
    seats: int | None
    day: str


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
    places, changes = _places(wanted), _changes(wanted)
    checks = _checks(
        (page_id, one.number)
        for page_id, said in changes.items()
        for one in said
        if one.seats is not None
    )
    for place in places:
        said = []
        for one in changes.get(place.page_id, ()):
            known = checks.get((place.page_id, one.number)) or one.day
            said.append(Said(one.seats, one.day, known, known))
        if said and place.due_on:
            checked = known_on(field, place.due_on)
            said[-1] = said[-1]._replace(
                known=min(said[-1].known, checked), checked=max(said[-1].known, checked)
            )
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


def _changes(wanted: PlaceFilter) -> Mapping[int, list[_Change]]:
    """What the places said of their seats one after the other, by the id of their page."""
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
    query = (
        sa.select(past.c.page_id, past.c.number, past.c.seats, past.c.since)
        .where(past.c.seats.is_distinct_from(past.c.before))
        .order_by(past.c.page_id, past.c.number)
    )
    found: dict[int, list[_Change]] = {}
    for page_id, number, seats, since in reading().execute(query):
        found.setdefault(page_id, []).append(_Change(number, seats, day_of(since)))
    return found


def _checks(revisions: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    """The days on which the seats of some revisions were checked, as their sheets say it."""
    wanted: Sequence[tuple[int, int]] = list(revisions)
    checked: Any = Revision.infobox["sources"][_FIELD]["checked"].as_string()
    of = sa.tuple_(Revision.page_id, Revision.number)
    found: dict[tuple[int, int], str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(Revision.page_id, Revision.number, checked).where(
            of.in_(wanted[start : start + _AT_ONCE]), checked.is_not(None)
        )
        found |= {(page_id, number): day for page_id, number, day in reading().execute(query)}
    return found
