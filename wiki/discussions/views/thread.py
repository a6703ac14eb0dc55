"""One thread: all its turns, the form to answer, the button that settles it."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import TurnForm
from wiki.discussions.queries import passages, threads, turns
from wiki.discussions.queries.threads import ThreadLine
from wiki.discussions.queries.turns import TurnLine
from wiki.discussions.service.move import why_not as why_not_move
from wiki.discussions.service.settle import reopen, resolve
from wiki.discussions.service.speak import answer as answer_in
from wiki.discussions.spots import Spot
from wiki.discussions.views.blueprint import (
    blueprint,
    reason_not_to,
    said_url,
    show_wording,
    talk_url,
    thing_url,
)
from wiki.discussions.views.drafts import Writing, respond, taken_up
from wiki.discussions.views.sight import passages_shown, subject_shown
from wiki.discussions.views.talk import laid_out
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May
from wiki.kernel.texts import one_line
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/talk/threads/<uid>", endpoint="thread")
def show_thread(uid: str) -> Response:
    """A thread; `?reply=<uid>` answers one of its turns."""
    answers = one_line(request.args.get("reply", ""))[:40]
    _, thing = _thread(uid)
    form, writing = taken_up(Spot.answer(uid, answers), TurnForm.blank(answers), thing)
    return _thread_page(uid, form, writing)


@blueprint.post("/talk/threads/<uid>", endpoint="answer")
def answer_thread(uid: str) -> AnyResponse:
    """Add a turn to a thread."""
    form = TurnForm.sent()

    def act() -> str:
        return said_url(answer_in(current_actor(), uid, form.words, to=form.answers))

    spot = Spot.answer(uid, form.answers)
    return respond(spot, form, act, lambda writing: _thread_page(uid, form, writing))


@blueprint.post("/talk/threads/<uid>/resolve", endpoint="resolve")
def resolve_thread(uid: str) -> AnyResponse:
    """Say that a thread is settled."""
    resolve(current_actor(), uid)
    return redirect(url_for("wiki.discussions.thread", uid=uid), 303)


@blueprint.post("/talk/threads/<uid>/reopen", endpoint="reopen")
def reopen_thread(uid: str) -> AnyResponse:
    """Take a settled thread up again."""
    reopen(current_actor(), uid)
    return redirect(url_for("wiki.discussions.thread", uid=uid), 303)


def _thread(uid: str) -> tuple[ThreadLine, Discussed]:
    """A thread about something that is there, and that something."""
    line = threads.line(uid)
    return line, kinds.thing(line.target_kind, line.target_uid)


def _thread_page(uid: str, form: TurnForm, writing: Writing) -> Response:
    line, thing = _thread(uid)
    after = request.args.get("after", 0, type=key_given)
    found = turns.of_thread(line.id, after=min(after, 2**31 - 1))
    reason = reason_not_to(May.DISCUSS, thing)
    wording = passages.rewritings([line.id]).get(uid)
    return answer(
        "discussions/thread.html",
        writing.status,
        line=line,
        thing=thing,
        thing_url=thing_url(thing),
        talk_url=talk_url,
        found=found,
        subject=subject_shown(line.subject),
        passage=passages_shown([line.id]).get(uid),
        wording=show_wording(wording, thing) if wording and not after else "",
        turns=laid_out(list(found.rows), thing),
        after=after,
        form=form,
        writing=writing,
        answered=_answered(form, uid),
        may_move=why_not_move(current_actor(), threads.by_uid(uid)) is None,
        why_not=sentence(Refused(reason, right=May.DISCUSS.code)) if reason else "",
    )


def _answered(form: TurnForm, thread_uid: str) -> TurnLine | None:
    """The turn that the form answers, when it is one of the thread that can be seen."""
    if not form.answers:
        return None
    try:
        line = turns.line(form.answers)
    except WikiError:
        return None
    return line if line.thread_uid == thread_uid and line.hidden_at is None else None
