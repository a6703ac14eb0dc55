"""Searching: the screen, and suggestions while one types."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import clean_title
from wiki.search import queries
from wiki.search.document import KINDS
from wiki.search.queries import Hit, Wanted
from wiki.search.rules import CANDIDATES
from wiki.search.service import add_synonyms, drop_synonyms
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.addresses import address
from wiki.web.templates import answer, answer_of, titled_url
from wiki.web.wording import sentence

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


@blueprint.get("/search/synonyms")
def synonyms() -> Response:
    """The synonyms, for those who tend them."""
    require(current_actor(), May.TEND_SEARCH, policy())
    return _synonyms_page()


@blueprint.post("/search/synonyms")
def add() -> AnyResponse:
    """Add a group of synonyms; what was typed comes back when it is refused."""
    written = request.form.get("words", "")
    try:
        add_synonyms(current_actor(), written)
    except Refused:
        raise
    except WikiError as error:
        return _synonyms_page(written, error)
    return redirect(address("wiki.search.synonyms"), 303)


@blueprint.post("/search/synonyms/<uid>/delete")
def drop(uid: str) -> AnyResponse:
    """Take a group of synonyms away."""
    drop_synonyms(current_actor(), uid)
    return redirect(address("wiki.search.synonyms"), 303)


def _synonyms_page(written: str = "", error: WikiError | None = None) -> Response:
    return answer(
        "search/synonyms.html",
        error.status if error else 200,
        groups=queries.groups(),
        written=written,
        problem=sentence(error) if error else "",
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
