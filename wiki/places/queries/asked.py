"""Which places are wanted, at which times, and the conditions that this makes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from math import cos, radians
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from wiki.geography.distance import box_around
from wiki.language.folding import fold
from wiki.places.life import LAST
from wiki.places.models import PastPlace, Place
from wiki.places.rules import CLOSED, Centre
from wiki.schema.dates import last_day
from wiki.search.queries import holding

#: Most words of a search that are looked at.
_WORDS = 8
#: Kilometres of one degree of latitude.
_DEGREE = 111.195
#: What a day is of: that of the places, wherever one reads.
_ZONE = ZoneInfo("Europe/Paris")
#: The columns that have a facet of their own.
COLUMNS = {
    "region": "region",
    "departement": "department",
    "status": "status",
    "management": "management",
}
Described = type[Place] | type[PastPlace]


@dataclass(frozen=True)
class PlaceFilter:
    """Which places: codes, each "" for any; `words` are parts of names, or words of their pages.

    `on` is a date for what was so then, `known` for what was written by then, as precise as
    wished. `tags` are those of `rules.tags_of`. `near` is the centre of a circle, as
    `rules.centre_of` reads it, of `radius` kilometres.
    """

    departement: str = ""
    region: str = ""
    status: str = ""
    family: str = ""
    management: str = ""
    words: str = ""
    on: str = ""
    known: str = ""
    tags: str = ""
    near: str = ""
    radius: str = ""
    centre: Centre | None = None

    @property
    def given(self) -> dict[str, str]:
        """What is asked for, by name, as an address says it."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "centre"}
        return {_IN_ADDRESSES.get(name, name): value for name, value in said.items() if value}

    @property
    def times(self) -> dict[str, str]:
        """The two times that are asked for, by name."""
        return {name: value for name, value in self.given.items() if name in ("on", "known")}

    @property
    def tag_list(self) -> tuple[str, ...]:
        """The tags, each `field:code`."""
        return tuple(tag for tag in self.tags.split(",") if tag)

    @property
    def day(self) -> str:
        """The last day of `on`, in ISO 8601; "" for now."""
        return last_day(self.on).isoformat() if self.on else ""

    @property
    def known_before(self) -> datetime | None:
        """The moment at which the last day of `known` is over."""
        return end_of(last_day(self.known)) if self.known else None

    def without(self, facet: str) -> PlaceFilter:
        """The same, whatever the value of one facet; of `tags`, without all those of a field."""
        if facet not in _FACETED:
            kept = [tag for tag in self.tag_list if not tag.startswith(f"{facet}:")]
            return replace(self, tags=",".join(kept))
        emptied: dict[str, Any] = {facet: ""}
        return replace(self, **emptied)


#: What an address calls otherwise.
_IN_ADDRESSES = {"words": "q", "tags": "with"}
_FACETED = frozenset({*COLUMNS, "family"})


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time(), _ZONE)


def described_by(wanted: PlaceFilter) -> Described:
    """The table that describes the places at the time that is asked for."""
    return PastPlace if wanted.known else Place


def column_of(wanted: PlaceFilter, facet: str) -> sa.SQLColumnExpression[Any]:
    """What a place says of a facet, at the times that are asked for."""
    if facet == "status":
        return status_of(wanted)
    return getattr(described_by(wanted), COLUMNS[facet])  # type: ignore[no-any-return]


def status_of(wanted: PlaceFilter) -> sa.SQLColumnExpression[str | None]:
    """The state of a place on the day that is asked for.

    A date of a year counts from its first day. A closed place that does not say since when has no
    state that is known.
    """
    of = described_by(wanted)
    if not wanted.on:
        return of.status
    is_closed = of.status.in_(CLOSED)
    closed = sa.case((is_closed, of.status), else_="closed")
    return sa.case(
        (of.closed_on <= wanted.day, closed),
        (of.closed_on.is_(None) & is_closed, sa.null()),
        else_="open",
    )


def conditions(wanted: PlaceFilter, *, is_located: bool = False) -> list[sa.ColumnElement[bool]]:
    """What makes a row of `described_by` one that is wanted."""
    of = described_by(wanted)
    found: list[sa.ColumnElement[bool]] = [of.lat.is_not(None)] if is_located else []
    found += _at_its_times(wanted)
    for facet in COLUMNS:
        if value := getattr(wanted, facet):
            found.append(column_of(wanted, facet) == value)
    if wanted.family:
        found.append(of.families.contains(f",{wanted.family},", autoescape=True))
    found += [of.tags.contains(f",{tag},", autoescape=True) for tag in wanted.tag_list]
    if words := fold(wanted.words).replace(LAST, " ").split()[:_WORDS]:
        named = sa.and_(*(of.name_key.contains(word, autoescape=True) for word in words))
        held = holding(wanted.words)
        found.append(named if held is None else named | of.page_id.in_(held))
    return found + _around(wanted)


def _at_its_times(wanted: PlaceFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if before := wanted.known_before:
        found.append(PastPlace.since < before)
        found.append(PastPlace.until.is_(None) | (PastPlace.until >= before))
    if wanted.on:
        found.append(described_by(wanted).opened_on <= wanted.day)
    return found


def undated(wanted: PlaceFilter) -> list[sa.ColumnElement[bool]]:
    """The same for the places of which nobody says since when they are open: of no day at all."""
    of, whenever = described_by(wanted), replace(wanted, on="", status="")
    return [*conditions(whenever), of.opened_on.is_(None)]


def _around(wanted: PlaceFilter) -> list[sa.ColumnElement[bool]]:
    if wanted.centre is None:
        return []
    of, centre = described_by(wanted), wanted.centre
    box = box_around(centre.lat, centre.lon, centre.km)
    return [
        of.lat.between(box.south, box.north),
        of.lon.between(box.west, box.east),
        square_of_distance(wanted) <= (centre.km / _DEGREE) ** 2,
    ]


def square_of_distance(wanted: PlaceFilter) -> sa.SQLColumnExpression[Any]:
    """How far a place is from the centre, in degrees of latitude, squared: SQLite has no cosine.

    Over the distances that are asked for it is right to a few thousandths.
    """
    of, centre = described_by(wanted), wanted.centre
    if centre is None:
        raise ValueError("there is no centre")
    north, east = of.lat - centre.lat, of.lon - centre.lon
    return north * north + cos(radians(centre.lat)) ** 2 * (east * east)
