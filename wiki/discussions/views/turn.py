"""One turn: its permanent address, its form, the texts it had, out of sight and back."""

from __future__ import annotations

from itertools import pairwise

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import TurnForm
from wiki.discussions.queries import turns
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.rules import why_not_rewrite
from wiki.discussions.service.react import react
from wiki.discussions.service.settle import hide, show
from wiki.discussions.service.speak import rewrite
from wiki.discussions.spots import Spot
from wiki.discussions.views.blueprint import (
    blueprint,
    reason_not_to,
    talk_url,
    turn_url,
)
from wiki.discussions.views.drafts import Writing, respond, taken_up
from wiki.discussions.views.sight import subject_shown
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import May
from wiki.web.actors import current_actor, place
from wiki.web.templates import answer


@blueprint.get("/talk/turns/<uid>", endpoint="turn")
def find_turn(uid: str) -> AnyResponse:
    """The permanent address of a turn: leads to where it stands in its thread."""
    line, _ = _turn(uid)
    return _there(line)


@blueprint.get("/talk/turns/<uid>/edit", endpoint="edit_form")
def edit_form(uid: str) -> Response:
    """The form in which its author changes a turn."""
    line, thing = _turn(uid)
    _require_mine(line, thing)
    form, writing = taken_up(Spot.turn(uid), TurnForm.blank(text=line.text), thing)
    return _edit_page(line, thing, form, writing)


@blueprint.post("/talk/turns/<uid>/edit", endpoint="edit")
def edit_turn(uid: str) -> AnyResponse:
    """Change the text of a turn."""
    line, thing = _turn(uid)
    form = TurnForm.sent()

    def act() -> str:
        rewrite(current_actor(), uid, form.words)
        return _url(line)

    return respond(
        Spot.turn(uid), form, act, lambda writing: _edit_page(line, thing, form, writing)
    )


@blueprint.get("/talk/turns/<uid>/history", endpoint="texts")
def past_texts(uid: str) -> Response:
    """The texts that a turn had, each compared with the one before."""
    line, thing = _turn(uid)
    if line.hidden_at is not None and (reason := reason_not_to(May.HIDE, thing)):
        raise Refused(reason, right=May.HIDE.code)
    found = turns.texts(uid)
    return answer(
        "discussions/texts.html",
        line=line,
        thing=thing,
        talk_url=talk_url,
        url=_url(line),
        subject=subject_shown(line.subject),
        first=found[0],
        changed=list(pairwise(found)),
    )


@blueprint.post("/talk/turns/<uid>/react", endpoint="react")
def react_to_turn(uid: str) -> AnyResponse:
    """Answer a turn without a word, or take that back."""
    react(current_actor(), uid, request.form.get("code", ""), place())
    return _there(turns.line(uid))


@blueprint.post("/talk/turns/<uid>/hide", endpoint="hide")
def hide_turn(uid: str) -> AnyResponse:
    """Put a turn out of sight, with a reason."""
    hide(current_actor(), uid, request.form.get("reason", ""))
    return _there(turns.line(uid))


@blueprint.post("/talk/turns/<uid>/show", endpoint="show_again")
def show_turn_again(uid: str) -> AnyResponse:
    """Show a hidden turn again."""
    show(current_actor(), uid)
    return _there(turns.line(uid))


def _turn(uid: str) -> tuple[TurnLine, Discussed]:
    """A turn about something that is there, and that something."""
    line = turns.line(uid)
    return line, kinds.thing(line.target_kind, line.target_uid)


def _there(line: TurnLine) -> AnyResponse:
    return redirect(_url(line), 303)


def _url(line: TurnLine) -> str:
    return turn_url(line.thread_uid, line.uid, line.number)


def _require_mine(line: TurnLine, thing: Discussed) -> None:
    reason = reason_not_to(May.DISCUSS, thing) or why_not_rewrite(
        current_actor(), line.author_id, is_hidden=line.hidden_at is not None
    )
    if reason:
        raise Refused(reason, right=May.DISCUSS.code)


def _edit_page(line: TurnLine, thing: Discussed, form: TurnForm, writing: Writing) -> Response:
    return answer(
        "discussions/edit.html",
        writing.status,
        line=line,
        thing=thing,
        talk_url=talk_url,
        url=_url(line),
        subject=subject_shown(line.subject),
        form=form,
        writing=writing,
    )
