"""Places that may be one: the same name in a commune, the same register number, the same door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, islice
from math import floor
from typing import Any

from wiki.geography.distance import distance_km
from wiki.language.folding import fold
from wiki.places.imports.reading import Found, Remark

#: Kilometres between two positions that are the same door.
DOOR = 0.03
_EXACT = ("pin", "address")
#: Degrees: a cell is wider than a door everywhere in France.
_CELL = 0.001
#: Places of a cell that the others are compared with: a file may put them all at one spot.
_MOST = 100


def doubles(places: Iterable[Found]) -> Iterator[Remark]:
    """A remark for each place that may be an earlier one of the list, which it names."""
    seen: dict[Hashable, Found] = {}
    doors: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for one in places:
        values = one.sheet.values
        known = ((code, seen[key]) for code, key in _keys(values) if key in seen)
        near = (("near", other) for other in _at_door(values, doors))
        for code, other in islice(chain(known, near), 1):
            parameters = {"line": other.line, "title": other.title}
            yield Remark(one.line, f"double_{code}", parameters)
        for _, key in _keys(values):
            seen.setdefault(key, one)
        if (cell := _cell(values)) and len(doors[cell]) < _MOST:
            doors[cell].append(one)


def _keys(values: Mapping[str, Any]) -> Iterator[tuple[str, Hashable]]:
    yield "name", ("name", _name(values.get("name", "")), values.get("commune"))
    for register in ("siret", "rna"):
        if values.get(register):
            yield register, (register, values[register])


def _name(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _cell(values: Mapping[str, Any]) -> tuple[int, int] | None:
    position = values.get("position")
    if not position or position["precision"] not in _EXACT:
        return None
    return floor(position["lat"] / _CELL), floor(position["lon"] / _CELL)


def _at_door(
    values: Mapping[str, Any], doors: Mapping[tuple[int, int], list[Found]]
) -> Iterator[Found]:
    cell = _cell(values)
    if cell is None:
        return
    here = values["position"]
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            for other in doors.get((cell[0] + north, cell[1] + east), ()):
                there = other.sheet.values["position"]
                apart = distance_km(here["lat"], here["lon"], there["lat"], there["lon"])
                if apart <= DOOR:
                    yield other
