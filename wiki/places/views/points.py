"""Places as GeoJSON (RFC 7946): those whose position is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wiki.kernel.slugs import path_segment
from wiki.places.queries.directory import PlaceLine
from wiki.places.views.names import where

MEDIA_TYPE = "application/geo+json"


def feature_collection(lines: Iterable[PlaceLine], root: str) -> dict[str, Any]:
    """Places whose position is known; `root` is what the addresses of pages begin with."""
    return {"type": "FeatureCollection", "features": [_feature(line, root) for line in lines]}


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
