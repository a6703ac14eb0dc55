"""The map for other sites: they frame it, when a setting of this one names them."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, url_for

from wiki.places.frames import framing_sites
from wiki.places.queries import directory as queries
from wiki.places.tiles import tiles
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.names import vocabulary_of
from wiki.site.queries import setting
from wiki.web.headers import content_security_policy
from wiki.web.templates import render

#: The setting that names the sites, one on each line.
FRAMES = "map_frames"
_NOBODY = "frame-ancestors 'none'"


@blueprint.get("/map/embed", endpoint="embed")
def show() -> Response:
    """The places that the address asks for, on a map alone; no cookie is read nor given."""
    wanted = wanted_places()
    given: dict[str, Any] = wanted.given
    response = make_response(
        render(
            "places/embed.html",
            source=url_for(".geojson", **given),
            count=queries.count(wanted),
            list_url=url_for(".directory", **given),
            statuses=vocabulary_of("status"),
            families=vocabulary_of("family"),
            tiles=tiles(),
        )
    )
    policy = content_security_policy()
    if sites := framing_sites(str(setting(FRAMES))):
        policy = policy.replace(_NOBODY, f"frame-ancestors {' '.join(sites)}")
    response.headers["Content-Security-Policy"] = policy
    return response
