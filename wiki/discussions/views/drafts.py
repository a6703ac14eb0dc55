"""Drafts of messages: kept while one writes, offered again, thrown away; the list of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from flask import Response, jsonify, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import LONGEST_NAME, PassageForm, TurnForm, is_preview
from wiki.discussions.passages import plain
from wiki.discussions.queries import drafts
from wiki.discussions.queries.drafts import Begun
from wiki.discussions.service.drafts import discard_draft, keep_draft
from wiki.discussions.spots import Spot, Unsent
from wiki.discussions.views.blueprint import blueprint, passage_url, previewed, talk_url
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import WikiError
from wiki.kernel.texts import one_line
from wiki.web.actors import current_actor
from wiki.web.templates import render_fragment
from wiki.web.wording import sentence

Form = TypeVar("Form", TurnForm, PassageForm)


class Writing(NamedTuple):
    """Where a form is being written, and what is told above it.

    The draft to offer with the address that takes it up, the message as it will look, or why it was
    refused.
    """

    spot: Spot
    draft: Begun | None = None
    resume_url: str = ""
    preview: Markup | None = None
    problem: WikiError | None = None

    @property
    def status(self) -> int:
        """That of the answer which shows the form."""
        return self.problem.status if self.problem else 200

    @property
    def refusal(self) -> str:
        """Why the message was refused, in words."""
        return sentence(self.problem) if self.problem else ""


@blueprint.post("/talk/drafts/<form>/<uid>", endpoint="draft")
def keep(form: str, uid: str) -> Response:
    """Keep what is being written, now and then."""
    spot = _spot(form, uid)
    sent = PassageForm.sent() if form == "passage" else TurnForm.sent()
    return jsonify(kept=keep_draft(current_actor(), spot, sent.unsent))


@blueprint.post("/talk/drafts/<form>/<uid>/delete", endpoint="discard")
def discard(form: str, uid: str) -> AnyResponse:
    """Throw a draft away, and go on where it was written."""
    actor, spot = current_actor(), _spot(form, uid)
    begun = drafts.draft(actor.member_id, spot)
    if begun is None:
        return redirect(url_for("wiki.pages.my_drafts"), 303)
    discard_draft(actor, spot)
    thing = kinds.thing(begun.target_kind, begun.target_uid)
    return redirect(spot_url(spot, thing), 303)


def _spot(form: str, uid: str) -> Spot:
    """The spot that an address names."""
    return Spot(
        *(one_line(name)[:LONGEST_NAME] for name in (form, uid, request.args.get("part", "")))
    )


def taken_up(spot: Spot, form: Form, thing: Discussed) -> tuple[Form, Writing]:
    """A form that opens: with the draft in it when `?draft` says so, else with the offer of it."""
    begun = drafts.draft(current_actor().member_id, spot)
    if begun is None or begun.unsent == form.unsent:
        return form, Writing(spot)
    if "draft" in request.args:
        return form.taking_up(begun.unsent), Writing(spot)
    return form, Writing(spot, begun, spot_url(spot, thing, draft=1))


def respond(
    spot: Spot, form: Form, act: Callable[[], str], again: Callable[[Writing], Response]
) -> AnyResponse:
    """Do what a form asks, and lead where `act` says.

    One that is refused, or that one wants to see first, is shown `again` and kept as a draft.
    """
    try:
        if not is_preview():
            return redirect(act(), 303)
        writing = Writing(spot, preview=previewed(form.unsent.text))
    except WikiError as error:
        writing = Writing(spot, problem=error)
    _keep(spot, form.unsent)
    return again(writing)


def _keep(spot: Spot, unsent: Unsent) -> None:
    try:
        if unsent.text.strip():
            keep_draft(current_actor(), spot, unsent)
    except WikiError:
        return  # the answer gives the text back


def spot_url(spot: Spot, thing: Discussed, **values: Any) -> str:
    """The form of a spot."""
    if spot.form == "thread":
        return talk_url(thing, **values, _anchor="nouveau")
    if spot.form == "turn":
        return url_for("wiki.discussions.edit_form", uid=spot.uid, **values)
    if spot.form == "answer":
        values["reply"] = spot.part or None
        return url_for("wiki.discussions.thread", uid=spot.uid, **values, _anchor="repondre")
    return passage_url(thing, block=spot.block, **values)


def my_drafts() -> Markup | None:
    """Below the drafts of pages: the messages that a member was writing."""
    member_id = current_actor().member_id
    begun = drafts.drafts(member_id) if member_id is not None else ()
    things = kinds.things((one.target_kind, one.target_uid) for one in begun)
    there = [
        (one, thing, spot_url(one.spot, thing, draft=1), plain(one.unsent.text))
        for one in begun
        if (thing := things.get((one.target_kind, one.target_uid)))
    ]
    return render_fragment("discussions/drafts.html", drafts=there) if there else None
