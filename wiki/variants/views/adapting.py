"""Adapting a page: the title of the variant, and for which place."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.kernel.submissions import new_submission, submission_in
from wiki.pages.queries import pages
from wiki.site.queries import policy
from wiki.variants import rules, service
from wiki.variants.views.blueprint import blueprint
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence

_AT = "/of/<uid>/new"


@blueprint.get(_AT)
def adapt_form(uid: str) -> Response:
    """The form."""
    require(current_actor(), May.EDIT, policy())
    return _form(uid)


@blueprint.post(_AT)
def adapt(uid: str) -> AnyResponse:
    """Make it, or show the form again with what was typed."""
    require(current_actor(), May.EDIT, policy())
    form = request.form
    sent = {"submission": submission_in(form.get("submission", "")), "place": place()}
    title, to = form.get("title", ""), form.get("to", "")
    try:
        saved = service.adapt(current_actor(), uid, title, to, **sent)
    except WikiError as error:
        return _form(uid, error)
    return redirect(page_url(saved.page.title, saved=saved.revision.number), 303)


def _form(uid: str, error: WikiError | None = None) -> Response:
    origin = pages.by_uid(uid)
    places = service.places_of(current_actor())
    to = places[0].title if len(places) == 1 else gettext("variante")
    return answer(
        "variants/adapt.html",
        error.status if error else 200,
        origin=origin,
        places=[(one.page_uid, one.title) for one in places],
        chosen=request.form.get("to", places[0].page_uid if len(places) == 1 else ""),
        title=request.form.get("title", rules.proposed_title(origin.title, to))[:TITLE_LENGTH],
        submission=new_submission(),
        problem=sentence(error) if error else "",
    )
