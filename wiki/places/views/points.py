"""Places as GeoJSON (RFC 7946): those whose position is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.kernel.slugs import path_segment
from wiki.places.queries.directory import PlaceLine
from wiki.places.views.names import where

MEDIA_TYPE = "application/geo+json"


def feature_collection(
    lines: Iterable[PlaceLine], root: str, years: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """Places whose position is known; `root` is what the addresses of pages begin with.

    `years` are those of which the states that are to be checked again are, by the id of a page.
    """
    features = [_feature(line, root) for line in lines]
    if years:
        for line, feature in zip(lines, features, strict=True):
            if year := years.get(line.page_id):
                feature["properties"]["status_of"] = year
    return {"type": "FeatureCollection", "features": features}


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
