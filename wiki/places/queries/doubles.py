"""Places that look like one: those that a sheet may describe again, and those to look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.geography.communes import commune_today
from wiki.geography.distance import distance_km
from wiki.kernel.db import look, reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.places.likeness import DOOR, are_alike
from wiki.places.models import Distinct, Double, Place
from wiki.sheets.models import Fact

#: Registers whose number is of one place, in the order in which they are told.
REGISTERS = ("siret", "rna")
_EXACT = ("pin", "address")
#: Degrees around a door, wider than it everywhere in France.
_AROUND = 0.001
#: Places of a commune, or around a door, that are looked at.
_MOST = 400


class Like(NamedTuple):
    """A place that looks like another, and why: `siret`, `rna`, `name` or `near`."""

    page_id: int
    reason: str


_HERE = (
    sa.select(Place.page_id, Place.name)
    .where(Place.insee == sa.bindparam("insee"), Place.page_id != sa.bindparam("but"))
    .order_by(Place.page_id)
    .limit(_MOST)
)
_AT = (
    sa.select(Place.page_id, Place.lat, Place.lon)
    .where(
        Place.lat.between(sa.bindparam("south"), sa.bindparam("north")),
        Place.lon.between(sa.bindparam("west"), sa.bindparam("east")),
        sa.or_(*(Place.precision == one for one in _EXACT)),
        Place.page_id != sa.bindparam("but"),
    )
    .order_by(Place.page_id)
    .limit(_MOST)
)
_NUMBERED = (
    sa.select(Fact.page_id)
    .join(Place, Place.page_id == Fact.page_id)
    .where(
        Fact.field == sa.bindparam("field"),
        Fact.text == sa.bindparam("text"),
        Fact.to_seq.is_(None),
        Fact.page_id != sa.bindparam("but"),
    )
    .order_by(Fact.page_id)
    .limit(_MOST)
)


def like(values: Mapping[str, Any], title: str, *, but: int = 0) -> list[Like]:
    """The places that the values of a sheet may describe again, each once, but for one page."""
    found: dict[int, str] = {}
    for register in REGISTERS:
        if number := values.get(register):
            for (page_id,) in look(_NUMBERED, field=register, text=str(number), but=but):
                found.setdefault(page_id, register)
    name = str(values.get("name") or title)
    commune = commune_today(values.get("commune") or "")
    if insee := commune.insee if commune else values.get("commune"):
        for page_id, other in look(_HERE, insee=insee, but=but):
            if page_id not in found and are_alike(name, other):
                found[page_id] = "name"
    for page_id in _at_door(values.get("position"), but):
        found.setdefault(page_id, "near")
    return [Like(*one) for one in sorted(found.items())]


def _at_door(position: Mapping[str, Any] | None, but: int) -> list[int]:
    if not position or position["precision"] not in _EXACT:
        return []
    lat, lon = position["lat"], position["lon"]
    box = {"south": lat - _AROUND, "north": lat + _AROUND}
    box |= {"west": lon - _AROUND, "east": lon + _AROUND}
    rows = look(_AT, but=but, **box)
    return [row[0] for row in rows if distance_km(lat, lon, row[1], row[2]) <= DOOR]


def titles_of(found: Sequence[Like]) -> list[tuple[str, str]]:
    """The title of each page, with why it looks like the other."""
    known = pages.titles(one.page_id for one in found)
    return [(known[one.page_id], one.reason) for one in found if one.page_id in known]


def named_in(communes: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """The pages and the names of the places of some communes; of each no more than is looked at."""
    query = sa.select(Place.insee, Place.page_id, Place.name).where(Place.insee.in_(communes))
    found: dict[str, list[tuple[int, str]]] = {}
    for insee, page_id, name in reading().execute(query.order_by(Place.page_id)):
        if len(here := found.setdefault(insee or "", [])) < _MOST:
            here.append((page_id, name))
    return found


class Pair(NamedTuple):
    """Two places that look like one, by their pages."""

    first_id: int
    second_id: int
    reason: str
    first: str
    first_uid: str
    second: str
    second_uid: str


_one, _other = aliased(Page), aliased(Page)
_SAID = sa.exists().where(
    Distinct.first_id == Double.page_id, Distinct.second_id == Double.other_id
)


def waiting_number() -> int:
    """How many pairs nobody has judged."""
    query = sa.select(sa.func.count()).select_from(Double).where(~_SAID)
    return reading().scalar(query) or 0


def pairs(*, after: tuple[int, int] = (0, 0), size: int = PAGE_SIZE) -> Sequence[Pair]:
    """The pairs that nobody has said to be two places, those after `after`; one more than asked."""
    query = (
        sa.select(
            Double.page_id,
            Double.other_id,
            Double.reason,
            _one.title,
            _one.uid,
            _other.title,
            _other.uid,
        )
        .join(_one, _one.id == Double.page_id)
        .join(_other, _other.id == Double.other_id)
        .where(~_SAID, sa.tuple_(Double.page_id, Double.other_id) > after)
        .order_by(Double.page_id, Double.other_id)
        .limit(size + 1)
    )
    return [Pair._make(row) for row in reading().execute(query)]


_OF = sa.union_all(
    sa.select(Double.other_id).where(Double.page_id == sa.bindparam("of")),
    sa.select(Double.page_id).where(Double.other_id == sa.bindparam("of")),
)


def known_doubles(page_id: int) -> list[int]:
    """The pages of the places that look like one."""
    return sorted(row[0] for row in look(_OF, of=page_id))
