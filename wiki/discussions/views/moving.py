"""Taking a thread elsewhere: to another page's discussion, or what it came to into a page."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.extract import Spoken, section
from wiki.discussions.queries import threads, turns
from wiki.discussions.queries.threads import ThreadLine
from wiki.discussions.service import move as moving
from wiki.discussions.service.extract import Extract, extract
from wiki.discussions.views.blueprint import (
    blueprint,
    reason_not_to,
    talk_url,
    thing_url,
    turn_url,
)
from wiki.discussions.views.sight import subject_shown
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import May
from wiki.kernel.submissions import new_submission, submission_in
from wiki.web import filters
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence

#: Turns that are put together at once; a longer thread is put in order by hand.
_MOST = 200


@blueprint.get("/talk/threads/<uid>/move", endpoint="move")
def move_form(uid: str) -> Response:
    """Ask to which page a thread goes."""
    if reason := moving.why_not(current_actor(), threads.by_uid(uid)):
        raise Refused(reason)
    return _move_page(uid)


@blueprint.post("/talk/threads/<uid>/move", endpoint="move_thread")
def move_thread(uid: str) -> AnyResponse:
    """Take it there."""
    title = request.form.get("title", "")
    _require(May.READ, threads.line(uid))
    try:
        moving.move(current_actor(), uid, title)
    except WikiError as error:
        return _move_page(uid, title, error)
    return redirect(url_for("wiki.discussions.thread", uid=uid), 303)


def _move_page(uid: str, title: str = "", error: WikiError | None = None) -> Response:
    return _screen("discussions/move.html", threads.line(uid), error, title=title)


@blueprint.get("/talk/threads/<uid>/extract", endpoint="extract")
def extract_form(uid: str) -> Response:
    """What a thread came to, to be put in order before it goes to a page."""
    line = threads.line(uid)
    thing = _require(May.DISCUSS, line)
    asked = Extract(
        thing.title if line.target_kind == "page" else "", _section(line), _summary(line)
    )
    return _extract_page(line, asked, new_submission())


@blueprint.post("/talk/threads/<uid>/extract", endpoint="extract_thread")
def extract_thread(uid: str) -> AnyResponse:
    """Put it there."""
    form, line = request.form, threads.line(uid)
    _require(May.READ, line)
    submission = submission_in(form.get("submission", ""))
    asked = Extract(
        form.get("title", ""),
        form.get("text", "").replace("\r\n", "\n"),
        form.get("summary", ""),
        "settles" in form,
        submission or None,
        place(),
    )
    try:
        saved = extract(current_actor(), uid, asked)
    except WikiError as error:
        return _extract_page(line, asked, submission, error)
    return redirect(page_url(saved.page.title, saved=saved.revision.number), 303)


def _require(right: May, line: ThreadLine) -> Discussed:
    """What a thread is about, when the actor has that right on it: a form shown again tells it."""
    thing = kinds.thing(line.target_kind, line.target_uid)
    if reason := reason_not_to(right, thing):
        raise Refused(reason, right=right.code)
    return thing


def _section(line: ThreadLine) -> str:
    spoken = [
        Spoken(
            one.author_name or gettext("Anonyme"),
            filters.day(one.created_at),
            turn_url(one.thread_uid, one.uid, one.number),
            one.text,
        )
        for one in turns.of_thread(line.id, size=_MOST).rows
        if one.hidden_at is None
    ]
    if not spoken:
        raise Refused("thread_says_nothing")
    return section(subject_shown(line.subject), spoken)


def _summary(line: ThreadLine) -> str:
    return gettext("D’après la discussion : %(subject)s", subject=subject_shown(line.subject))


def _extract_page(
    line: ThreadLine, asked: Extract, submission: str, error: WikiError | None = None
) -> Response:
    return _screen("discussions/extract.html", line, error, asked=asked, submission=submission)


def _screen(template: str, line: ThreadLine, error: WikiError | None, **form: object) -> Response:
    """A form about a thread, and why what it sent was refused."""
    thing = kinds.thing(line.target_kind, line.target_uid)
    return answer(
        template,
        error.status if error else 200,
        line=line,
        thing=thing,
        thing_url=thing_url(thing),
        talk_url=talk_url,
        subject=subject_shown(line.subject),
        problem=sentence(error) if error else "",
        **form,
    )
