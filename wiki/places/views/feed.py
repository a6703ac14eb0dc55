"""The places that are new or have changed, as an Atom feed (RFC 4287), for any list of them."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from wiki.kernel import clock
from wiki.places.queries import directory as queries
from wiki.places.queries.changes import made_at
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.directory import cards_of
from wiki.places.views.download import for_all
from wiki.web.outside import outside
from wiki.web.templates import page_url, render

#: Entries of the feed.
_SIZE = 40


@blueprint.get("/places.atom", endpoint="feed")
def feed() -> Response:
    """The places that the address asks for, the sheet that changed last first."""
    wanted = wanted_places()
    found = queries.places(wanted, order="changed", size=_SIZE).rows
    dates = made_at([line.seq for line in found])
    given: dict[str, Any] = wanted.given
    text = render(
        "places/places.atom",
        entries=[
            (line.uid, outside(page_url(line.title)), card, *dates[line.seq])
            for line, card in zip(found, cards_of(found, wanted), strict=True)
        ],
        updated=max((dates[line.seq][0] for line in found), default=clock.NEVER),
        own_url=outside(url_for(".feed", **given)),
        list_url=outside(url_for(".directory", **given)),
    )
    return for_all(Response(text, content_type="application/atom+xml; charset=utf-8"))
