"""Searching: the screen, and suggestions while one types."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title
from wiki.search import queries
from wiki.search.document import KINDS
from wiki.search.queries import Hit, Wanted
from wiki.search.rules import CANDIDATES
from wiki.web.templates import answer_of, titled_url

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def results() -> Response:
    """What answers the question of the search box."""
    question, kind = request.args.get("q", ""), request.args.get("kind", "")
    offset = max(request.args.get("start", 0, type=int), 0)
    wanted = Wanted(kinds=(kind,) if kind in KINDS else ())
    found = queries.search(question, wanted=wanted, offset=min(offset, CANDIDATES))
    if not found.hits and not offset:  # the last word may be only begun
        found = queries.search(question, wanted=wanted, typing=True)
    return answer_of(
        "search/results.html",
        found=found,
        kind=kind,
        kinds=KINDS,
        url_of=url_of,
        is_first=offset == 0,
        new_title=_new_title(found),
        mended=None if found.hits or offset else queries.mended(question),
    )


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """What the question may become: `[{title, name, url, snippet}]`, plain texts."""
    hits = queries.suggest(request.args.get("q", ""))
    return jsonify(
        [
            {"title": hit.title, "name": hit.name, "url": url_of(hit), "snippet": hit.shown.plain}
            for hit in hits
        ]
    )


def url_of(hit: Hit) -> str:
    """Where a document found is shown."""
    return titled_url(KINDS[hit.kind].endpoint, hit.title)


def _new_title(found: queries.Found) -> str:
    """The title of the page that the question could become; empty when it cannot."""
    if found.exact:
        return ""
    try:
        return clean_title(found.question)
    except Invalid:
        return ""
