"""The places and the organisations of a territory, and how many each territory has."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.geography.communes import commune_today
from wiki.kernel.db import look
from wiki.kernel.prepared import Among
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kinds
from wiki.places.models import Place
from wiki.schema.audience import visible
from wiki.schema.kinds import Kind
from wiki.sheets.models import Fact
from wiki.territories.rules import DEPARTMENT, Territory

#: Places and organisations shown at once.
SIZE = 200
_ORGANISED = ("organisation", "network", "programme")
#: The field that says in which commune an organisation is.
_COMMUNE = "commune"
_AUDIENCE = "public"


class Held(NamedTuple):
    """A place of a territory."""

    title: str
    name: str
    status: str | None
    families: str
    insee: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    seats: int | None


class Indicators(NamedTuple):
    """How many places there are, how many are open, their seats and how many tell them."""

    places: int
    open: int
    seats: int
    told: int


_HELD = (
    sa.select(
        Page.title,
        *(getattr(Place, name) for name in Held._fields if name != "title"),
    )
    .join(Place, Place.page_id == Page.id)
    .order_by(Place.name_key, Place.page_id)
    .limit(SIZE)
)
_is_open = sa.case((Place.status == "open", 1), else_=0)
_INDICATORS = sa.select(
    sa.func.count(),
    sa.func.coalesce(sa.func.sum(_is_open), 0),
    sa.func.coalesce(sa.func.sum(Place.seats), 0),
    sa.func.count(Place.seats),
).select_from(Place)
_in_department = Place.department == sa.bindparam("department")
_in_communes = Among(Place.insee, "insees")
_HERE = {
    (query, is_department): made.where(_in_department if is_department else _in_communes)
    for query, made in (("held", _HELD), ("indicators", _INDICATORS))
    for is_department in (True, False)
}


def places(of: Territory) -> list[Held]:
    """The places of a territory, by name."""
    return [Held._make(row) for row in _asked("held", of)]


def indicators(of: Territory) -> Indicators:
    """What they come to."""
    return Indicators._make(int(number) for number in _asked("indicators", of)[0])


def _asked(query: str, of: Territory) -> list[tuple[Any, ...]]:
    if of.sort == DEPARTMENT:
        return list(look(_HERE[query, True], department=of.code))
    return list(look(_HERE[query, False], insees=list(of.insees)))


class Organisation(NamedTuple):
    """An organisation, a network or a programme, and the commune where it is."""

    title: str
    insee: str


_ORGANISATIONS = (
    sa.select(Page.title, Fact.text)
    .join(Fact, Fact.page_id == Page.id)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(
        Fact.field == _COMMUNE,
        Fact.to_seq.is_(None),
        Among(Fact.text, "insees"),
        Page.deleted_at.is_(None),
        Among(Revision.kind, "kinds"),
    )
    .order_by(Page.sort, Page.key)
    .limit(SIZE)
)


def organisations(of: Territory) -> list[Organisation]:
    """Those that say to everybody that they are there, by title."""
    told = {code for code in _ORGANISED if _tells(kinds().get(code))}
    rows = look(_ORGANISATIONS, insees=list(of.insees), kinds=sorted(told))
    return [Organisation._make(row) for row in rows]


def _tells(kind: Kind | None) -> bool:
    return kind is not None and _COMMUNE in visible(kind, _AUDIENCE)


_COUNTS = (
    sa.select(Place.department, Place.insee, sa.func.count())
    .where(Place.department.is_not(None))
    .group_by(Place.department, Place.insee)
)


class Counts(NamedTuple):
    """How many places each department and each EPCI has, by code."""

    departments: Counter[str]
    epcis: Counter[str]


def counts() -> Counts:
    """Those that have some."""
    found = Counts(Counter(), Counter())
    for department, insee, number in look(_COUNTS):
        found.departments[department] += number
        commune = commune_today(insee or "")
        if commune and commune.epci:
            found.epcis[commune.epci] += number
    return found


_INSEE = sa.select(Place.insee).where(Place.page_id == sa.bindparam("of", type_=sa.BigInteger()))


def insee_of(page_id: int) -> str:
    """The commune of the place that a page describes, "" when it describes none."""
    rows = look(_INSEE, of=page_id)
    return (rows[0][0] or "") if rows else ""
