"""The booklets, and one of them with its editions."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.errors import Missing
from wiki.publishing import queries
from wiki.publishing.rules import entries
from wiki.publishing.views.blueprint import blueprint
from wiki.web.templates import answer, may


@blueprint.get("", endpoint="listing")
def listing() -> Response:
    """Those that have an edition, the newest first; the others too for who composes them."""
    found = [one for one in queries.booklets() if one.edition or may("PUBLISH")]
    return answer("publishing/listing.html", found=found)


@blueprint.get("/<uid>", endpoint="one")
def show(uid: str) -> Response:
    """What a booklet is, and its editions to read and to take away."""
    booklet = queries.by_uid(uid)
    known = queries.editions(booklet.id)
    if not known and not may("PUBLISH"):
        raise Missing("booklet_missing")
    return answer(
        "publishing/booklet.html",
        booklet=booklet,
        shown=known[0] if known else booklet,
        editions=known,
        chapters=len(entries(known[0].entries)) if known else 0,
        told=request.args.get("told", ""),
    )
