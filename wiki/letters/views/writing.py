"""The form by which a member writes to another one."""

from __future__ import annotations

from functools import partial

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.contacts.rules import LETTER
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import new_submission, submission_in
from wiki.letters import queries, service
from wiki.letters.views import words
from wiki.letters.views.blueprint import blueprint
from wiki.members import queries as members
from wiki.members.models import Member
from wiki.members.service.people import own_member
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/members/<uid>/write")
def form(uid: str) -> Response:
    """The form of a letter, or why there is none."""
    member = _asked(uid)
    if request.args.get("told") == "sent":
        return answer("letters/sent.html", member=member)
    if reason := queries.why_not_write(current_actor(), member):
        raise Refused(reason, name=member.name)
    return _form(member, "")


@blueprint.post("/members/<uid>/write")
def send(uid: str) -> AnyResponse:
    """Send it; refused, the form comes back with what was typed."""
    member = _asked(uid)
    text = request.form.get("text", "").replace("\x00", "\ufffd")
    submission = submission_in(request.form.get("submission", "")) or new_submission()
    try:
        word = partial(words.letter, member)
        service.write(current_actor(), uid, text, word, submission=submission)
    except WikiError as error:
        return _form(member, text, error)
    return redirect(url_for(".form", uid=uid, told="sent"), 303)


def _asked(uid: str) -> Member:
    own_member(current_actor())
    require(current_actor(), May.CONTACT, policy())
    return members.member_by_uid(uid)


def _form(member: Member, text: str, error: WikiError | None = None) -> Response:
    response = answer(
        "letters/form.html",
        error.status if error else 200,
        member=member,
        text=text,
        errors={"text": sentence(error)} if error else {},
        address=queries.address_of(own_member(current_actor()).id),
        longest=LETTER,
        submission=request.form.get("submission", "") or new_submission(),
    )
    response.headers["Cache-Control"] = "no-store"
    return response
