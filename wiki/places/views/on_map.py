"""The map of the places, with the list of the same ones beside it."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from wiki.places.queries import directory as queries
from wiki.places.tiles import tiles
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.directory import cards_of, key_after, key_written, state_asked
from wiki.places.views.facets import circle_of, facets_of
from wiki.places.views.forms_given import offered
from wiki.places.views.names import vocabulary_of
from wiki.places.views.times import times_of
from wiki.web.templates import answer_of


@blueprint.get("/map", endpoint="map")
def show() -> Response:
    """The places that the address asks for, on a map."""
    wanted = wanted_places()
    given: dict[str, Any] = wanted.given
    state = state_asked(wanted)
    found = queries.places(wanted, after=key_after())
    return answer_of(
        "places/map.html",
        cards=cards_of(found.rows, wanted),
        next_key=key_written(found.next_key),
        is_later="after" in request.args,
        tiles=tiles(),
        source=url_for(".geojson", **given),
        statuses=vocabulary_of("status"),
        families=vocabulary_of("family"),
        count=queries.count(wanted),
        located=queries.count(wanted, is_located=True),
        facets=facets_of(wanted, ".map", state, has_more="more" in state),
        circle=circle_of(wanted, ".map", state),
        state=state,
        kept=given,
        forms=offered(wanted),
        times=times_of(wanted, ".map"),
    )
