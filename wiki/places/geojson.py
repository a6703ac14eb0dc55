"""A place as a point of GeoJSON (RFC 7946), for the maps of any subject."""

from __future__ import annotations

from typing import Any, Protocol

from wiki.geography.communes import commune_today


class Located(Protocol):
    """What is known of a place that is drawn on a map."""

    @property
    def name(self) -> str: ...

    @property
    def status(self) -> str | None: ...

    @property
    def families(self) -> str: ...

    @property
    def insee(self) -> str | None: ...

    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...

    @property
    def precision(self) -> str | None: ...


def where(insee: str | None) -> str:
    """A commune with its department, « Pomerol (33) »; "" when it is unknown."""
    commune = commune_today(insee or "")
    return commune.full_name if commune else ""


def point(one: Located, url: str) -> dict[str, Any]:
    """A place whose position is known, which leads to an address."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
        "properties": {
            "name": one.name,
            "url": url,
            "status": one.status,
            "families": [code for code in one.families.split(",") if code],
            "commune": where(one.insee),
            "insee": one.insee,
            "precision": one.precision,
        },
    }
