"""The discussion of a thing: its threads, with their turns, and the form that opens another."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import TurnForm
from wiki.discussions.queries import passages, reactions, threads, turns
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.rules import arranged
from wiki.discussions.service.speak import open_thread
from wiki.discussions.spots import Spot
from wiki.discussions.views.blueprint import (
    blueprint,
    feed_url,
    passage_url,
    reason_not_to,
    said_url,
    show_turn,
    show_wording,
    talk_url,
    thing_url,
)
from wiki.discussions.views.drafts import Writing, respond, taken_up
from wiki.discussions.views.sight import passages_shown, subject_shown
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import Refused
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May
from wiki.pages.queries.joinings import past_at
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: What the list of threads may be narrowed to: name -> whether they are open.
STATES: dict[str, bool | None] = {"open": True, "resolved": False, "all": None}


@blueprint.get("/wiki/<path:title>/talk", endpoint="talk")
def of_page(title: str) -> AnyResponse:
    """The discussion of a page."""
    thing = thing_of_page(title)
    if thing.values["title"] != title:
        return redirect(talk_url(thing))
    return _form_page(thing)


@blueprint.post("/wiki/<path:title>/talk")
def open_on_page(title: str) -> AnyResponse:
    """Open a thread about a page."""
    return _open(thing_of_page(title))


@blueprint.get("/talk/about/<kind>/<uid>")
def about(kind: str, uid: str) -> AnyResponse:
    """The discussion of anything that has one."""
    thing = kinds.thing(kind, uid)
    if thing.talk_endpoint:
        return redirect(talk_url(thing))
    return _form_page(thing)


@blueprint.post("/talk/about/<kind>/<uid>")
def open_about(kind: str, uid: str) -> AnyResponse:
    """Open a thread about anything that is discussed."""
    return _open(kinds.thing(kind, uid))


def thing_of_page(title: str) -> Discussed:
    """The page that an address names, one that was joined to another included; else `Missing`."""
    return kinds.thing("page", past_at(title).uid)


def _form_page(thing: Discussed) -> Response:
    spot = Spot.thread(thing.kind, thing.uid)
    form, writing = taken_up(spot, TurnForm.blank(), thing)
    return _talk_page(thing, form, writing)


def _open(thing: Discussed) -> AnyResponse:
    form = TurnForm.sent()

    def act() -> str:
        actor = current_actor()
        return said_url(open_thread(actor, thing.kind, thing.uid, form.subject, form.words))

    spot = Spot.thread(thing.kind, thing.uid)
    return respond(spot, form, act, lambda writing: _talk_page(thing, form, writing))


def _talk_page(thing: Discussed, form: TurnForm, writing: Writing) -> Response:
    state = request.args.get("state", "open")
    state = state if state in STATES else "open"
    before = request.args.get("before", type=key_given)
    found = threads.about(thing.kind, thing.uid, is_open=STATES[state], before=before)
    ids = [line.id for line in found.rows]
    spoken = turns.of_threads(ids)
    reason = reason_not_to(May.DISCUSS, thing)
    return answer(
        "discussions/talk.html",
        writing.status,
        thing=thing,
        thing_url=thing_url(thing),
        talk_url=talk_url,
        passage_url=passage_url(thing) if kinds.kind_of(thing.kind).writing else "",
        feed_url=feed_url,
        found=found,
        turns={uid: laid_out(lines, thing) for uid, lines in spoken.items()},
        passages=passages_shown(ids),
        subject_of=subject_shown,
        wordings={uid: show_wording(line, thing) for uid, line in passages.rewritings(ids).items()},
        talk=threads.talk(thing.kind, thing.uid),
        state=state,
        form=form,
        writing=writing,
        why_not=sentence(Refused(reason, right=May.DISCUSS.code)) if reason else "",
    )


def laid_out(lines: list[TurnLine], thing: Discussed) -> list[object]:
    """The turns of a thread as they stand one under the other."""
    names = {line.number: line.author_name or "" for line in lines}
    given = reactions.of_turns([line.uid for line in lines], current_actor().member_id)
    return [
        show_turn(
            line,
            level,
            thing=thing,
            answered=names.get(line.answers or 0, ""),
            reacted=given.get(line.uid, ()),
        )
        for line, level in arranged(lines)
    ]
