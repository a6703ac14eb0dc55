"""Places as GeoJSON (RFC 7946): those whose position is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wiki.kernel.slugs import path_segment
from wiki.places.queries.directory import PlaceLine
from wiki.places.views.names import where

MEDIA_TYPE = "application/geo+json"


def feature_collection(lines: Iterable[PlaceLine], root: str) -> dict[str, Any]:
    """The places as points; `root` is what the addresses of pages begin with."""
    located = (line for line in lines if line.lat is not None and line.lon is not None)
    return {"type": "FeatureCollection", "features": [_feature(line, root) for line in located]}


def _feature(line: PlaceLine, root: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": line.uid,
        "geometry": {"type": "Point", "coordinates": [line.lon, line.lat]},
        "properties": {
            "name": line.name,
            "url": root + path_segment(line.title),
            "status": line.status,
            "families": line.family_codes,
            "commune": where(line.insee),
            "insee": line.insee,
            "precision": line.precision,
        },
    }
