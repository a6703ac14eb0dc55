"""Stopping the monthly mail: by its link, by the button of a mail program, on one's own account."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing, Refused
from wiki.members.models import Member
from wiki.members.queries import by_uids
from wiki.sheets.queries.stale import is_reminded
from wiki.sheets.service import remind
from wiki.sheets.views.blueprint import blueprint, door
from wiki.sheets.views.letters import read_stop_token
from wiki.web.actors import current_actor
from wiki.web.csrf import one_click
from wiki.web.templates import answer, render_fragment


@door.get("/sheets/reminders/<token>", endpoint="stop")
def stop_form(token: str) -> Response:
    """The button that stops the mail: opening a link does nothing, programs open them."""
    member = _named(token)
    return answer("sheets/stop.html", name=member.name, is_done=not is_reminded(member.id))


@door.post("/sheets/reminders/<token>")
@one_click
def stop_by_link(token: str) -> Response:
    """Stop the mail, as the button of the screen or of a mail program asks (RFC 8058)."""
    member = _named(token)
    remind.stop(member.id)
    return answer("sheets/stop.html", name=member.name, is_done=True)


def _named(token: str) -> Member:
    uid = read_stop_token(token)
    member = by_uids([uid]).get(uid)
    if member is None:
        raise Missing("stop_link_wrong")
    return member


def preference(member: Member) -> Markup:
    """On one's own account: whether the mail is written."""
    return render_fragment("sheets/preference.html", is_reminded=is_reminded(member.id))


@blueprint.post("/sheets/reminders")
def prefer() -> AnyResponse:
    """Get the mail, or get it no more."""
    member_id = current_actor().member_id
    if member_id is None:
        raise Refused("sign_in_first")
    (remind.go_on if request.form.get("reminded") == "1" else remind.stop)(member_id)
    return redirect(url_for("wiki.members.account", told="preferences") + "#rappels", 303)
