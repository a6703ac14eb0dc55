"""Writes the communes, their former codes, the EPCI, departments and regions as tables of text.

GeoNames has no INSEE code: a point is that of the commune of its name in its department, and names
that two communes of a department share are refused. A commune without a point stands at the mean of
the known ones of its EPCI, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from tools.geography import sources
from tools.geography.polygons import distance_out
from wiki.language.folding import fold

DATA = sources.REPO / "wiki/geography/data"
Position = tuple[float, float]
#: Kilometres from the rest of its EPCI beyond which a point is of another place of the same name.
TOO_FAR = 45.0
#: Kilometres by which the outlines of the departments may be wrong.
ROUGH = 3.0
#: The towns by which GeoNames knows two territories that are one commune each.
SEATS = {"97701": "Gustavia", "97801": "Marigot"}
_Found = defaultdict[tuple[str, str], list[dict[str, Any]]]


def main() -> None:
    """Writes the five tables."""
    every = sources.divisions("communes")
    communes = [one for one in every if one["type"] == "commune-actuelle"]
    intercommunal = sources.divisions("epci")
    epci = {member["code"]: one["code"] for one in intercommunal for member in one["membres"]}
    known = _plausible(_points(every), epci)
    means = _means(known, epci)
    _write("communes.tsv", (_row(one, epci, known, means) for one in communes))
    _write("former.tsv", _former(every))
    _write("epci.tsv", ((one["code"], one["nom"]) for one in intercommunal))
    _write("regions.tsv", ((one["code"], one["nom"]) for one in sources.divisions("regions")))
    departments = sources.divisions("departements")
    _write("departments.tsv", ((one["code"], one["nom"], one["region"]) for one in departments))
    print(f"{len(communes)} communes, dont {len(known)} situées")


def _write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    lines = sorted("\t".join(row) for row in rows)
    Path(DATA / name).write_text("\n".join(lines) + "\n", "utf-8")


def _row(
    commune: Mapping[str, Any],
    epci: Mapping[str, str],
    known: Mapping[str, Position],
    means: Mapping[str, Position],
) -> tuple[str, ...]:
    code = commune["code"]
    group = epci.get(code, "")
    position = known.get(code) or means.get(group)
    digits = 4 if code in known else 2
    where = tuple(f"{part:.{digits}f}" for part in position) if position else ("", "")
    postcodes = ",".join(commune.get("codesPostaux", ()))
    people = str(commune.get("population", ""))
    precision = "" if not position else "point" if code in known else "epci"
    return (code, commune["nom"], postcodes, group, people, *where, precision)


def _former(every: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, ...]]:
    """Former code, code of today, name when it is known: also of those that gave their code on."""
    names: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    current: dict[str, str] = {}
    for one in every:
        if one["type"] == "commune-actuelle":
            current[one["code"]] = one["nom"]
            codes |= dict.fromkeys(one.get("anciensCodes", ()), one["code"])
        else:
            names[one["code"]] = (one.get("chefLieu") or one["commune"], one["nom"])
    for code, (today, name) in names.items():
        if code not in current or name != current[code]:
            yield code, today, name
    for code in codes.keys() - names.keys():
        yield code, codes[code], ""


def _points(every: Iterable[Mapping[str, Any]]) -> dict[str, Position]:
    """The position of each commune whose name stands once in its department.

    GeoNames may know it by another of its names, or by that of the town that became its seat.
    """
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    regions: dict[str, str] = {}
    for one in every:
        if one["type"] == "commune-actuelle" or one["code"] == one.get("chefLieu"):
            named[one["departement"], _key(one["nom"])].add(one["code"])
            regions[one["departement"]] = _territory(one)
    for code, seat in SEATS.items():
        named[code[:3], _key(seat)].add(code)
    first, others = _by_name()
    positions: dict[str, Position] = {}
    for found in (first, others):
        for (department, name), codes in named.items():
            points = [
                point
                for point in found.get((regions[department], name), ())
                if _is_in(department, point)
            ]
            if len(codes) == 1 and points:
                point = max(points, key=lambda one: (one["population"], -one["geonameid"]))
                positions.setdefault(next(iter(codes)), (point["latitude"], point["longitude"]))
    return positions


def _is_in(department: str, point: Mapping[str, Any]) -> bool:
    """Whether a point is in a department, or as near to it as the outlines are rough."""
    if len(department) == 3:
        return True
    return distance_out(department, point["latitude"], point["longitude"]) <= ROUGH


def _by_name() -> tuple[_Found, _Found]:
    """The points by territory and name, then by territory and other names."""
    first: _Found = defaultdict(list)
    others: _Found = defaultdict(list)
    for point in sources.points():
        territory = sources.COUNTRIES[point["countrycode"]] or point["admin1code"]
        first[territory, _key(point["name"])].append(point)
        for name in {_key(name) for name in point["alternatenames"]}:
            others[territory, name].append(point)
    return first, others


def _key(name: str) -> str:
    return fold(name).replace("-", " ")


def _territory(commune: Mapping[str, Any]) -> str:
    department, region = commune["departement"], commune["region"]
    return str(region if commune["zone"] == "metro" else department)


def _plausible(points: Mapping[str, Position], epci: Mapping[str, str]) -> dict[str, Position]:
    """Those points that are not far from all the others of their EPCI."""
    members = _by_epci(points, epci)
    return {
        code: point
        for code, point in points.items()
        if len(others := members.get(epci.get(code, ""), [])) < 3
        or _distance(point, _middle(others)) < TOO_FAR
    }


def _by_epci(points: Mapping[str, Position], epci: Mapping[str, str]) -> dict[str, list[Position]]:
    members: dict[str, list[Position]] = defaultdict(list)
    for code, point in points.items():
        if code in epci:
            members[epci[code]].append(point)
    return members


def _means(points: Mapping[str, Position], epci: Mapping[str, str]) -> dict[str, Position]:
    return {
        group: (
            sum(lat for lat, _ in positions) / len(positions),
            sum(lon for _, lon in positions) / len(positions),
        )
        for group, positions in _by_epci(points, epci).items()
    }


def _middle(points: list[Position]) -> Position:
    """The median, which one point astray does not move."""
    latitudes, longitudes = (sorted(part) for part in zip(*points, strict=True))
    return latitudes[len(points) // 2], longitudes[len(points) // 2]


def _distance(one: Position, other: Position) -> float:
    """Kilometres, near enough within a department."""
    (lat, lon), (other_lat, other_lon) = one, other
    return 111.2 * hypot(lat - other_lat, (lon - other_lon) * cos(radians(lat)))
