"""How near one is to the nearest of many points: a grid, so that each looks around itself alone."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import Generic, NamedTuple, TypeVar

from wiki.geography.distance import box_around, distance_km

#: Degrees of a cell.
_CELL = 0.2
#: Kilometres beyond which nothing is looked for.
FARTHEST = 300
Thing = TypeVar("Thing")


class Near(NamedTuple, Generic[Thing]):
    """A thing, and how far it is in kilometres."""

    km: float
    thing: Thing


class Mesh(Generic[Thing]):
    """Things at positions."""

    def __init__(self, things: Iterable[tuple[float, float, Thing]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, Thing]]] = {}
        for lat, lon, thing in things:
            self._cells.setdefault(_cell(lat, lon), []).append((lat, lon, thing))

    def within(self, lat: float, lon: float, km: float) -> list[Near[Thing]]:
        """The things at most so far, the nearest first."""
        box = box_around(lat, lon, km)
        south, west = _cell(box.south, box.west)
        north, east = _cell(box.north, box.east)
        found = [
            Near(away, thing)
            for row in range(south, north + 1)
            for column in range(west, east + 1)
            for one_lat, one_lon, thing in self._cells.get((row, column), ())
            if (away := distance_km(lat, lon, one_lat, one_lon)) <= km
        ]
        return sorted(found, key=lambda one: one.km)

    def nearest(self, lat: float, lon: float, *, but: Thing | None = None) -> Near[Thing] | None:
        """The nearest thing, another than `but`; None when there is none within `FARTHEST`."""
        for km in (10, 40, 120, FARTHEST):
            found = (one for one in self.within(lat, lon, km) if one.thing != but)
            if (first := next(found, None)) is not None:
                return first
        return None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / _CELL), floor(lon / _CELL)
