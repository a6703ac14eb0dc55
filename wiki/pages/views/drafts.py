"""Drafts: kept while one writes, thrown away; the list of one's own."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.slugs import clean_title
from wiki.pages.forms import EditForm
from wiki.pages.queries import drafts
from wiki.pages.queries.joinings import joined_under
from wiki.pages.service.drafts import discard_draft, keep_draft
from wiki.pages.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.templates import answer, page_url


@blueprint.post("/wiki/<path:title>/draft")
def draft(title: str) -> Response:
    """Keep what is being written, now and then."""
    return jsonify(kept=_kept(title, EditForm.sent()))


@blueprint.post("/wiki/<path:title>/draft/delete")
def discard(title: str) -> AnyResponse:
    """Throw a draft away and start again from the page."""
    section = request.form.get("section", type=int)
    discard_draft(current_actor(), clean_title(title), section)
    return redirect(page_url(clean_title(title), "edit", section=section), 303)


@blueprint.get("/drafts")
def my_drafts() -> Response:
    """What a member was writing and has not saved."""
    actor = current_actor()
    if actor.member_id is None:
        raise Refused("sign_in_first")
    found = [(one, joined_under(one.title)) for one in drafts.drafts(actor.member_id)]
    return answer("pages/drafts.html", drafts=found)


def keep(title: str, form: EditForm) -> None:
    """Keep what was sent and not saved, where a draft can be kept."""
    try:
        _kept(title, form)
    except WikiError:
        return  # such a title can have no draft: the answer gives the text back


def _kept(title: str, form: EditForm) -> bool:
    return keep_draft(
        current_actor(),
        title,
        body=form.body,
        base=form.base,
        summary=form.summary,
        section=form.section,
    )
