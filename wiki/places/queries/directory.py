"""The directory: places by what is said of them, a few at a time, with the counts of each facet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.language.folding import fold
from wiki.pages.models import Page
from wiki.places.models import Place
from wiki.sheets.models import Fact

#: Most words of a search that are looked at.
_WORDS = 8


@dataclass(frozen=True)
class PlaceFilter:
    """Which places: codes, each "" for any; `words` are parts of names."""

    departement: str = ""
    region: str = ""
    status: str = ""
    family: str = ""
    management: str = ""
    words: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What is asked for, by name, as an address says it."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {"q" if name == "words" else name: value for name, value in said.items() if value}

    def without(self, facet: str) -> PlaceFilter:
        """The same, whatever the value of one facet."""
        return replace(self, **{facet: ""})


class PlaceLine(NamedTuple):
    """A place in a list."""

    page_id: int
    title: str
    uid: str
    name: str
    name_key: str
    status: str | None
    insee: str | None
    department: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    families: str
    seats: int | None
    opened_on: str | None
    photo: str | None
    photo_alt: str | None

    @property
    def family_codes(self) -> list[str]:
        """The codes of its families."""
        return [code for code in self.families.split(",") if code]


class PlaceSlice(NamedTuple):
    """Some places, and after which the next ones start: a key of a name and an id."""

    rows: Sequence[PlaceLine]
    next_key: tuple[str, int] | None


_LINE = (
    Place.page_id,
    Page.title,
    Page.uid,
    Place.name,
    Place.name_key,
    Place.status,
    Place.insee,
    Place.department,
    Place.lat,
    Place.lon,
    Place.precision,
    Place.families,
    Place.seats,
    Place.opened_on,
    Place.photo,
    Place.photo_alt,
)
_COLUMNS = {
    "departement": Place.department,
    "region": Place.region,
    "status": Place.status,
    "management": Place.management,
}
_FAMILIES = sa.and_(Fact.page_id == Place.page_id, Fact.field == "families", Fact.to_seq.is_(None))
#: The facets of the directory, in their order.
FACETS = ("region", "departement", "status", "family", "management")


def places(
    wanted: PlaceFilter,
    *,
    after: tuple[str, int] = ("", 0),
    size: int = PAGE_SIZE,
    is_located: bool = False,
) -> PlaceSlice:
    """The places by name, those after `after`; those whose position is known alone, if asked."""
    query = (
        sa.select(*_LINE)
        .join(Page, Page.id == Place.page_id)
        .where(
            *conditions(wanted, is_located=is_located),
            sa.tuple_(Place.name_key, Place.page_id) > after,
        )
        .order_by(Place.name_key, Place.page_id)
        .limit(size + 1)
    )
    found = [PlaceLine._make(row) for row in reading().execute(query)]
    rows = found[:size]
    last = (rows[-1].name_key, rows[-1].page_id) if len(found) > size else None
    return PlaceSlice(rows, last)


def count(wanted: PlaceFilter, *, is_located: bool = False) -> int:
    """How many places there are; with `is_located`, those whose position is known alone."""
    asked = conditions(wanted, is_located=is_located)
    return reading().scalar(sa.select(sa.func.count()).select_from(Place).where(*asked)) or 0


def facet(name: str, wanted: PlaceFilter) -> Mapping[str, int]:
    """How many places have each value of a facet, all else being as wanted."""
    others = conditions(wanted.without(name))
    if name == "family":
        value: sa.SQLColumnExpression[str | None] = Fact.text
        query = sa.select(value, sa.func.count()).select_from(Place).join(Fact, _FAMILIES)
    else:
        value = _COLUMNS[name]
        query = sa.select(value, sa.func.count()).where(value.is_not(None))
    found = reading().execute(query.where(*others).group_by(value))
    return {str(code): number for code, number in found}


def conditions(wanted: PlaceFilter, *, is_located: bool = False) -> list[sa.ColumnElement[bool]]:
    """What makes a row of `wiki_place` one that is wanted."""
    found: list[sa.ColumnElement[bool]] = [Place.lat.is_not(None)] if is_located else []
    for name, column in _COLUMNS.items():
        if value := getattr(wanted, name):
            found.append(column == value)
    if wanted.family:
        found.append(Place.families.contains(f",{wanted.family},", autoescape=True))
    words = fold(wanted.words).split()[:_WORDS]
    return found + [Place.name_key.contains(word, autoescape=True) for word in words]
