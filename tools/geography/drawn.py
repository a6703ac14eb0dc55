"""The outlines of the departments as paths of a drawing, from those of the map.

Overseas departments stand in boxes beside the mainland, each at a scale of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import cos, radians

from tools.geography import sources

_TOPOLOGY = sources.FOLDER.parents[1] / "frontend" / "map" / "departments.json"
_WRITTEN = sources.FOLDER.parents[1] / "wiki" / "geography" / "data" / "outlines.tsv"
#: Where each part is drawn: left, top, width, height, in units of a drawing of 600 by 640.
_MAINLAND = (60, 0, 540, 560)
_BOXES = {
    "971": (0, 60, 56, 56),
    "972": (0, 140, 56, 56),
    "973": (0, 220, 56, 76),
    "974": (0, 320, 56, 56),
    "976": (0, 400, 56, 56),
}

Ring = list[tuple[float, float]]


def main() -> None:
    """Write the table: a code, its path."""
    rings = dict(_rings(json.loads(_TOPOLOGY.read_text("utf-8"))))
    mainland = {code: found for code, found in rings.items() if code not in _BOXES}
    drawn = _placed(mainland, _MAINLAND)
    for code, box in _BOXES.items():
        if code in rings:
            drawn |= _placed({code: rings[code]}, box)
    lines = (f"{code}\t{path}" for code, path in sorted(drawn.items()))
    _WRITTEN.write_text("\n".join(lines) + "\n", "utf-8")


def _rings(topology: dict[str, object]) -> Iterator[tuple[str, list[Ring]]]:
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[index]
    arcs = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    for one in topology["objects"]["departments"]["geometries"]:  # type: ignore[index]
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        yield one["id"], [_joined(ring, arcs) for polygon in polygons for ring in polygon]


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _placed(rings: dict[str, list[Ring]], box: tuple[int, int, int, int]) -> dict[str, str]:
    points = [point for found in rings.values() for ring in found for point in ring]
    west, south = min(x for x, _ in points), min(y for _, y in points)
    east, north = max(x for x, _ in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    left, top, width, height = box
    scale = min(width / ((east - west) * squeeze), height / (north - south))

    def at(point: tuple[float, float]) -> tuple[int, int]:
        x, y = point
        return round(left + (x - west) * squeeze * scale), round(top + (north - y) * scale)

    found = {code: [_drawn([at(one) for one in ring]) for ring in of] for code, of in rings.items()}
    return {code: "".join(filter(None, paths)) for code, paths in found.items()}


def _drawn(points: list[tuple[int, int]]) -> str:
    """The path of a ring; "" for an island too small to be seen."""
    kept = [point for n, point in enumerate(points) if not n or point != points[n - 1]]
    if len(set(kept)) < 3:
        return ""
    first, *others = kept
    moves = zip(kept, others, strict=False)
    steps = (f"{x - before_x},{y - before_y}" for (before_x, before_y), (x, y) in moves)
    return f"M{first[0]},{first[1]}l{' '.join(steps)}z"
