"""The communes of France, offline: today's and former codes, names, postcodes, positions.

The tables are made by `python -m tools.geography`. They are read at the first question and kept as
lines of text, a few megabytes; a line becomes a `Commune` when it is asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from pathlib import Path

from wiki.geography.distance import box_around, distance_km

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today. Its position is that of the town, the mean of its EPCI, or unknown."""

    insee: str
    name: str
    postcodes: tuple[str, ...]
    epci: str  # SIREN number, blank outside an EPCI
    population: int | None
    lat: float | None
    lon: float | None
    precision: str  # point | epci | blank when the position is unknown

    @property
    def department(self) -> str:
        """The code of its department, or of its overseas territory."""
        return department_of(self.insee)

    @property
    def full_name(self) -> str:
        """Its name with its department, « Pomerol (33) »."""
        return f"{self.name} ({self.department})"

    @property
    def region(self) -> str:
        """The INSEE code of its region."""
        return departments()[self.department].region


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or an overseas territory that is none."""

    code: str
    name: str
    region: str

    @property
    def full_name(self) -> str:
        """Its name with its code, « Gironde (33) »."""
        return f"{self.name} ({self.code})"


def department_of(insee: str) -> str:
    """The code of the department in which a commune of this code lies."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


@lru_cache(maxsize=4_096)
def commune(insee: str) -> Commune | None:
    """The commune that has this code today, or None."""
    lines = rows()
    at = bisect_left(lines, insee)
    if len(insee) != 5 or at == len(lines) or not lines[at].startswith(f"{insee}\t"):
        return None
    return commune_at(at)


def commune_today(insee: str) -> Commune | None:
    """The commune of today for a code of today or of former times, or of an arrondissement."""
    return commune(insee) or commune(former_codes().get(insee, ""))


@cache
def without_one_postcode() -> frozenset[str]:
    """The codes of the communes that have several postcodes, or none that is known."""
    cells = (row.split("\t", 3) for row in rows())
    return frozenset(insee for insee, _, codes, _ in cells if not codes or "," in codes)


def commune_at(row: int) -> Commune:
    """The commune of a line of the table."""
    insee, name, postcodes, epci, people, lat, lon, precision = rows()[row].split("\t")
    return Commune(
        insee,
        name,
        tuple(postcodes.split(",")) if postcodes else (),
        epci,
        int(people) if people else None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        precision,
    )


def communes_of(department: str) -> Iterator[Commune]:
    """Every commune of a department, by code."""
    lines = rows()
    at = bisect_left(lines, department)
    while at < len(lines) and lines[at].startswith(department):
        yield commune_at(at)
        at += 1


def nearest(lat: float, lon: float, limit: int = 1) -> tuple[tuple[Commune, float], ...]:
    """The communes nearest to a position with their distances in kilometres, nearest first."""
    reach = 30.0
    while True:
        box = box_around(lat, lon, reach)
        near = [
            (distance_km(lat, lon, one_lat, one_lon), row)
            for row, one_lat, one_lon in _positions()
            if box.south <= one_lat <= box.north and box.west <= one_lon <= box.east
        ]
        found = nsmallest(limit, near)
        if reach > 20_000 or (len(found) == limit and found[-1][0] <= reach):
            return tuple((commune_at(row), km) for km, row in found)
        reach *= 4


@cache
def departments() -> Mapping[str, Department]:
    """The departments and overseas territories by code."""
    return {code: Department(code, name, of) for code, name, of in _table("departments")}


@cache
def regions() -> Mapping[str, str]:
    """The names of the regions by INSEE code."""
    return dict(_pairs("regions"))


@cache
def epcis() -> Mapping[str, str]:
    """The names of the EPCI (intercommunal bodies with taxes of their own) by SIREN number."""
    return dict(_pairs("epci"))


@cache
def former_codes() -> Mapping[str, str]:
    """Codes that are no commune's any more, or an arrondissement's -> the code of today."""
    return {code: today for code, today, _ in _table("former") if code != today}


def former_names() -> Iterator[tuple[str, str]]:
    """Names that people still use, with the code of the commune of today."""
    return ((name, today) for _, today, name in _table("former") if name)


@cache
def rows() -> list[str]:
    """The lines of the table, by code."""
    return (_DATA / "communes.tsv").read_text("utf-8").splitlines()


def _table(name: str) -> Iterator[list[str]]:
    for line in (_DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        yield line.split("\t")


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    return ((code, of) for code, of in _table(name))


@cache
def _positions() -> list[tuple[int, float, float]]:
    known = ((row, line.split("\t")[5:7]) for row, line in enumerate(rows()))
    return [(row, float(lat), float(lon)) for row, (lat, lon) in known if lat]
