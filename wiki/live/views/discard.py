"""Throwing away what is written together and not saved, and taking it back."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing, Refused
from wiki.live.queries import unsaved_by
from wiki.live.service import discard as service
from wiki.live.service import log
from wiki.live.service.meeting import texts_at
from wiki.live.views.blueprint import blueprint
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.pending import why_not_at_once
from wiki.pages.rules import why_not_edit
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/live/page/<uid>/discard")
def discard_form(uid: str) -> Response:
    """What would be thrown away, or what just was, with the way to take it back."""
    page = _page(uid)
    thrown = request.args.get("v", type=int)
    opened = log.known("page", uid)
    body = live = pages.body(page)
    if opened is not None and thrown is None:
        live = texts_at(opened, opened.head.v)[opened.head.v]
    return answer(
        "live/discard.html",
        page=page,
        thrown=thrown,
        body=body,
        live=live,
        names=unsaved_by(uid),
    )


@blueprint.post("/live/page/<uid>/discard")
def discard(uid: str) -> AnyResponse:
    """Throw it away."""
    v = service.discard(current_actor(), uid)
    return redirect(url_for("wiki.live.discard_form", uid=uid, v=v), 303)


@blueprint.post("/live/page/<uid>/recover")
def recover(uid: str) -> AnyResponse:
    """Take back what was thrown away."""
    service.recover(current_actor(), uid, request.form.get("v", 0, type=int))
    return redirect(url_for("wiki.live.discard_form", uid=uid), 303)


def _page(uid: str) -> Page:
    """A page, when the actor may write on it."""
    page, actor = pages.by_uid(uid), current_actor()
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    why = why_not_edit(actor, policy(), protection=page.protection, title=page.title, uid=uid)
    if why := why or why_not_at_once(actor):
        raise Refused(why, title=page.title)
    return page
