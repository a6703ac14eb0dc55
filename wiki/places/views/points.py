"""Places as GeoJSON (RFC 7946): those whose position is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.kernel.slugs import path_segment
from wiki.places.geojson import point
from wiki.places.queries.directory import PlaceLine

MEDIA_TYPE = "application/geo+json"


def feature_collection(
    lines: Iterable[PlaceLine], root: str, years: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """Places whose position is known; `root` is what the addresses of pages begin with.

    `years` are those of which the states that are to be checked again are, by the id of a page.
    """
    features = [{"id": line.uid, **point(line, root + path_segment(line.title))} for line in lines]
    if years:
        for line, feature in zip(lines, features, strict=True):
            if year := years.get(line.page_id):
                feature["properties"]["status_of"] = year
    return {"type": "FeatureCollection", "features": features}
