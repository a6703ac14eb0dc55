"""Searching: the screen, and suggestions while one types."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import clean_title
from wiki.members.models import Member
from wiki.search import queries
from wiki.search.document import KINDS
from wiki.search.forms import FACETS, Narrowing, narrowing
from wiki.search.queries import Hit, mending
from wiki.search.rules import CANDIDATES, COUNTED, SAVED_NAME, SCREENS
from wiki.search.service import add_synonyms, drop_search, drop_synonyms, save_search
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.addresses import address
from wiki.web.templates import answer, answer_of, render_fragment, titled_url
from wiki.web.wording import sentence

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def results() -> Response:
    """What answers the question of the search box."""
    question, asked = request.args.get("q", ""), narrowing(request.args)
    offset = max(request.args.get("start", 0, type=int), 0)
    found = queries.search(question, wanted=asked.wanted, offset=min(offset, CANDIDATES))
    typing = not found.hits and not offset  # the last word may be only begun
    if typing:
        found = queries.search(question, wanted=asked.wanted, typing=True)
    is_refined = bool(asked.labels) or "refine" in request.args
    choices = (
        queries.choices(question, asked.wanted, typing=typing) if is_refined and found.hits else ()
    )
    may_mend = not (found.hits or offset or asked.labels)
    mended = mending.mended(question) if may_mend else None
    return answer_of(
        "search/results.html",
        found=found,
        given=asked.given,
        kinds=KINDS,
        url_of=url_of,
        is_first=offset == 0,
        next_url=_next_url(asked, found),
        first_url=asked.url(found.question),
        refine_url="" if is_refined else asked.url(found.question, refine=1),
        keep_url=asked.url(found.question, "wiki.search.saved"),
        facets=FACETS,
        filters=asked.filters(found.question),
        more=asked.more(found.question, choices),
        counted=COUNTED if found.total > COUNTED else 0,
        new_title=_new_title(found),
        mended=mended,
        mended_url=asked.url(mended) if mended else "",
    )


def _next_url(asked: Narrowing, found: queries.Found) -> str:
    if not found.next_offset:
        return ""
    return asked.url(found.question, start=found.next_offset)


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


@blueprint.get("/search/saved")
def saved() -> Response:
    """The reader's own searches, and the one that the address asks, to be kept."""
    require(current_actor(), May.KEEP_SEARCH, policy())
    return _saved_page(narrowing(request.args), request.args.get("q", ""))


@blueprint.post("/search/saved")
def save() -> AnyResponse:
    """Keep a search; what was typed comes back when it is refused."""
    require(current_actor(), May.KEEP_SEARCH, policy())
    asked, question = narrowing(request.form), request.form.get("q", "")
    name = request.form.get("name", "")
    try:
        save_search(current_actor(), name, asked.query(question))
    except Refused:
        raise
    except WikiError as error:
        return _saved_page(asked, question, name, error)
    return redirect(address("wiki.search.saved"), 303)


@blueprint.post("/search/saved/<uid>/delete")
def drop_saved(uid: str) -> AnyResponse:
    """Keep a search no more."""
    drop_search(current_actor(), uid)
    return redirect(address("wiki.search.saved"), 303)


def saved_button(member: Member) -> Markup | None:
    """On one's own page: the way to one's searches."""
    if current_actor().member_id != member.id:
        return None
    return render_fragment("search/saved_button.html")


def _saved_page(
    asked: Narrowing, question: str, name: str | None = None, error: WikiError | None = None
) -> Response:
    return answer(
        "search/saved.html",
        error.status if error else 200,
        kept=queries.saved(current_actor()),
        screens=SCREENS,
        question=question,
        filters=asked.filters(question),
        facets=FACETS,
        given=asked.given,
        name=question[:SAVED_NAME] if name is None else name,
        name_length=SAVED_NAME,
        problem=sentence(error) if error else "",
    )


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
    kind = KINDS[hit.kind]
    return (
        titled_url(kind.endpoint, hit.title)
        if kind.is_titled
        else address(kind.endpoint, uid=hit.uid)
    )


def _new_title(found: queries.Found) -> str:
    """The title of the page that the question could become; empty when it cannot."""
    if found.exact:
        return ""
    try:
        return clean_title(found.question)
    except Invalid:
        return ""
