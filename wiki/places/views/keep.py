"""A search of the directory, kept under a name among the member's own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa
from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import FACETS, page_rows
from wiki.places.views.blueprint import blueprint, places_asked, wanted_places
from wiki.places.views.directory import ORDER_NAMES, VIEWS, near_written, state_asked
from wiki.places.views.facets import chosen_tags
from wiki.places.views.names import facet_name, value_name
from wiki.search.rules import SAVED_NAME
from wiki.search.service import save_search
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/places/saved", endpoint="keep")
def keep_form() -> Response:
    """What the address asks of the directory, to be given a name."""
    require(current_actor(), May.KEEP_SEARCH, policy())
    return _screen(wanted_places())


@blueprint.post("/places/saved")
def keep_it() -> AnyResponse:
    """Keep it; what was typed comes back when it is refused."""
    require(current_actor(), May.KEEP_SEARCH, policy())
    wanted, name = wanted_places(), request.form.get("name", "")
    try:
        save_search(current_actor(), name, urlencode(wanted.given | _state(wanted)), "places")
    except Refused:
        raise
    except WikiError as error:
        return _screen(wanted, name, error)
    return redirect(url_for("wiki.search.saved"), 303)


def finding(asked: str) -> sa.Select[int] | None:
    """The rows of the pages of the places that a kept search finds; None: it asks nothing known."""
    try:
        return page_rows(places_asked(dict(parse_qsl(asked))))
    except Invalid:
        return None


def _state(wanted: PlaceFilter) -> dict[str, str]:
    view = request.args.get("view", "")
    return state_asked(wanted, view if view in VIEWS else VIEWS[0])


def _screen(
    wanted: PlaceFilter, name: str | None = None, error: WikiError | None = None
) -> Response:
    state, said = _state(wanted), list(_said(wanted))
    order = ORDER_NAMES.get(state.get("sort", ""), "")
    return answer(
        "places/keep.html",
        error.status if error else 200,
        said=said,
        order=gettext(order) if order else "",
        asked=wanted.given | state,
        times=wanted.times,
        name=", ".join(value for _, value in said)[:SAVED_NAME] if name is None else name,
        name_length=SAVED_NAME,
        problem=sentence(error) if error else "",
    )


def _said(wanted: PlaceFilter) -> Iterator[tuple[str, str]]:
    """What narrows the places: the name of each thing, and its value in words."""
    if wanted.words:
        yield gettext("Nom, ou mots de la page"), wanted.words
    if wanted.centre:
        yield gettext("Près de"), f"{near_written(wanted)} ({wanted.radius}\u00a0km)"
    for facet in FACETS:
        if code := getattr(wanted, facet):
            yield facet_name(facet), value_name(facet, code)
    yield from chosen_tags(wanted)
