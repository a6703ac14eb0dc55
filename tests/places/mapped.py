"""Pages more, with a map and a field that no page has yet: `/map-tried` and what it asks for."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from wiki.geography.communes import commune_at, rows
from wiki.kernel.db import state
from wiki.places.tiles import tiles
from wiki.web.headers import content_security_policy
from wiki.web.slots import Open
from wiki.web.templates import render

_SOURCE = Path(__file__).with_name("mapped.html")
WORDS = {
    "statuses": {"open": "Ouvert", "closed": "Fermé"},
    "families": {"coworking": "Bureaux partagés", "fablab": "Fablab"},
}


def place(name: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    """A feature as the map reads it."""
    shown = {
        "name": name,
        "url": f"/wiki/{name.replace(' ', '_')}",
        "status": "open",
        "families": ["coworking"],
        "commune": "Pomerol",
        **more,
    }
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": shown}


#: Two places apart, three at one address, one overseas.
FEW = (
    place("Le Comptoir", 2.35, 48.85, commune="Paris"),
    place("La Halte", 3.5, 44.52, commune="Mende", status="closed", families=["fablab"]),
    place("Le Quai", -0.2, 44.93, precision="epci", status_of="2012"),
    place("Le Pont", -0.2, 44.93, precision="epci"),
    place("Le Phare", -0.2, 44.93, precision="pin"),
    place("La Ravine", 55.45, -20.88, commune="Saint-Denis"),
)


def many(count: int) -> list[dict[str, Any]]:
    """As many places as asked, near the communes of France, the same each time."""
    chance = random.Random(42)
    known = [one for row in range(len(rows())) if (one := commune_at(row)).lat is not None]
    features = []
    for number in range(count):
        one = chance.choice(known)
        lat, lon = (one.lat or 0) + chance.gauss(0, 0.02), (one.lon or 0) + chance.gauss(0, 0.02)
        features.append(place(f"Lieu {number}", round(lon, 5), round(lat, 5), commune=one.name))
    return features


def add_map(app: Flask) -> None:
    """Gives the pages to a wiki: `?n=` places in the file, or the few ones in the page itself."""
    app.add_url_rule("/map-tried", "map_tried", _show)
    app.add_url_rule("/map-tried.geojson", "map_tried_source", _source)


def _show() -> Response:
    template = state().kept["templates"].from_string(_SOURCE.read_text("utf-8"))
    count = request.args.get("n", "")
    source: Any = f"/map-tried.geojson?n={count}" if count else collection(FEW)
    html = Open(render(template, source=source, words=WORDS, tiles=tiles(), places=FEW)).fill()
    return Response(html, headers={"Content-Security-Policy": content_security_policy()})


def _source() -> Response:
    if request.args["n"] == "none":
        return Response("", 503)
    return Response(_written(int(request.args["n"])), mimetype="application/geo+json")


@cache
def _written(count: int) -> str:
    return json.dumps(collection(many(count)))


def collection(features: Any) -> dict[str, Any]:
    """A GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}
