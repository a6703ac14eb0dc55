"""The mesh of the places: what is near each, and the communes that are far from all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa

from wiki.geography.communes import Commune, commune_at, communes_of, departments, rows
from wiki.geography.mesh import Mesh, Near
from wiki.kernel.db import reading
from wiki.pages.models import Page
from wiki.places.queries.asked import PlaceFilter, conditions, described_by
from wiki.places.queries.directory import facet, kept

#: Kilometres of the circles around each place.
CIRCLES = (15, 30)
#: Precisions of a position that is somebody's, or that of a town.
_CERTAIN = ("pin", "address", "commune")


class Spot(NamedTuple):
    """A place at its position."""

    title: str
    name: str
    department: str | None
    insee: str | None
    lat: float
    lon: float
    precision: str


class Around(NamedTuple):
    """A place, the one nearest to it, and how many others are in each of `CIRCLES`."""

    spot: Spot
    nearest: Near[Spot] | None
    counts: tuple[int, ...]


class Uncovered(NamedTuple):
    """The communes of a department without a place within some kilometres, with the nearest.

    `certain` by their position and that of the nearest place; `uncertain` when one of them is that
    of the neighbourhood; of `unknown` ones the position is not known.
    """

    certain: Sequence[tuple[Commune, Near[Spot] | None]]
    uncertain: Sequence[tuple[Commune, Near[Spot] | None]]
    unknown: Sequence[Commune]
    communes: int


class Density(NamedTuple):
    """How many places there are for how many inhabitants; `code` is that of a territory."""

    code: str
    places: int
    people: int

    @property
    def rate(self) -> float:
        """Places for 100,000 inhabitants."""
        return self.places * 100_000 / self.people if self.people else 0.0


def around(wanted: PlaceFilter) -> Sequence[Around]:
    """The places of a department, the most alone first; all others count as near ones."""
    return kept((wanted, "around"), lambda: _around(wanted))


def _around(wanted: PlaceFilter) -> Sequence[Around]:
    mesh, spots = _mesh(wanted)
    found = []
    for spot in spots:
        if spot.department == wanted.departement:
            near = mesh.within(spot.lat, spot.lon, max(CIRCLES))
            counts = tuple(sum(one.km <= km for one in near) - 1 for km in CIRCLES)
            found.append(Around(spot, mesh.nearest(spot.lat, spot.lon, but=spot), counts))
    return sorted(found, key=lambda one: (-(one.nearest.km if one.nearest else 1e9), one.spot.name))


def uncovered(wanted: PlaceFilter, km: int) -> Uncovered:
    """The communes of the department that is asked for, without any of the places near."""
    return kept((wanted, "uncovered", km), lambda: _uncovered(wanted, km))


def _uncovered(wanted: PlaceFilter, km: int) -> Uncovered:
    mesh, _ = _mesh(wanted)
    certain: list[tuple[Commune, Near[Spot] | None]] = []
    uncertain: list[tuple[Commune, Near[Spot] | None]] = []
    unknown: list[Commune] = []
    communes = list(communes_of(wanted.departement))
    for commune in communes:
        if commune.lat is None or commune.lon is None:
            unknown.append(commune)
            continue
        near = mesh.nearest(commune.lat, commune.lon)
        if near is None or near.km > km:
            is_certain = commune.precision == "point" and (
                near is None or near.thing.precision in _CERTAIN
            )
            (certain if is_certain else uncertain).append((commune, near))
    return Uncovered(certain, uncertain, unknown, len(communes))


def _mesh(wanted: PlaceFilter) -> tuple[Mesh[Spot], Sequence[Spot]]:
    everywhere = replace(wanted, departement="", region="")

    def made() -> tuple[Mesh[Spot], Sequence[Spot]]:
        of = described_by(everywhere)
        query = (
            sa.select(Page.title, of.name, of.department, of.insee, of.lat, of.lon, of.precision)
            .join(Page, Page.id == of.page_id)
            .where(*conditions(everywhere, is_located=True))
            .order_by(of.name_key, of.page_id)
        )
        spots = [Spot._make(row) for row in reading().execute(query)]
        return Mesh((spot.lat, spot.lon, spot) for spot in spots), spots

    return kept((everywhere, "mesh"), made)


def by_department(wanted: PlaceFilter) -> Sequence[Density]:
    """The departments, those that have the most places for their inhabitants first."""
    return _densities(people_of_departments(), facet("departement", wanted))


def by_region(wanted: PlaceFilter) -> Sequence[Density]:
    """The same for the regions."""
    people: dict[str, int] = {}
    for code, number in people_of_departments().items():
        region = departments()[code].region
        people[region] = people.get(region, 0) + number
    return _densities(people, facet("region", wanted))


def _densities(people: Mapping[str, int], places: Mapping[str, int]) -> Sequence[Density]:
    found = [
        Density(code, places.get(code, 0), number) for code, number in people.items() if number
    ]
    return sorted(found, key=lambda one: (-one.rate, one.code))


@cache
def people_of_departments() -> Mapping[str, int]:
    """The inhabitants of each department, by the table of the communes."""
    found: dict[str, int] = {}
    for row in range(len(rows())):
        commune = commune_at(row)
        found[commune.department] = found.get(commune.department, 0) + (commune.population or 0)
    return found
