"""The mails that go out, shown to the moderation; what they say, links included, to the
administration only."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.mail import queries, service
from wiki.mail.rules import holds_link, without_secrets
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer, may

blueprint = Blueprint("mail", __name__, url_prefix="/admin/mail")


@blueprint.get("")
def outgoing() -> Response:
    """The list, the newest first."""
    require(current_actor(), May.SEE_JOURNAL, policy())
    return answer(
        "mail/outgoing.html",
        mails=queries.outgoing(before=request.args.get("before", type=key_given)),
        waiting=queries.waiting_count(),
        has_server=queries.mails_leave(),
        shown_text=_shown_text,
        holds_link=holds_link,
    )


def _shown_text(text: str) -> str:
    hidden = gettext("[lien montré à l’administration seulement]")
    return text if may("MANAGE_SITE") else without_secrets(text, hidden)


@blueprint.post("/<uid>/send")
def send_again(uid: str) -> Response:
    """Try one again now."""
    service.send_again(current_actor(), uid)
    return redirect(url_for("wiki.mail.outgoing"), 303)


@blueprint.post("/<uid>/forget")
def forget(uid: str) -> Response:
    """Take one away."""
    service.forget(current_actor(), uid)
    return redirect(url_for("wiki.mail.outgoing"), 303)
