"""Writing to those who answer for a page, without being shown their address."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response as AnyResponse

from wiki.contacts import queries, service
from wiki.contacts.rules import LETTER, NAME, check_human, clean_letter, line
from wiki.contacts.views import words
from wiki.contacts.views.blueprint import blueprint
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, Missing, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import new_submission, submission_in
from wiki.members.queries import account_of
from wiki.members.rules import clean_email
from wiki.pages.models import Page
from wiki.pages.queries.pages import page_at
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.templates import answer, titled_url
from wiki.web.wording import sentence


@blueprint.get("/wiki/<path:title>/contact")
def form(title: str) -> AnyResponse:
    """The form of a letter about a page."""
    page = _reached(title)
    if request.args.get("told") == "sent":
        return answer("contacts/sent.html", page=page)
    actor = current_actor()
    account = account_of(actor.member_id) if actor.member_id is not None else None
    email = (account.email or "") if account else ""
    return _form(page, {"sender": actor.name, "email": email, "text": ""})


@blueprint.post("/wiki/<path:title>/contact")
def send(title: str) -> AnyResponse:
    """Send it."""
    page = _reached(title)
    sent = {
        name: request.form.get(name, "").replace("\x00", "\ufffd")
        for name in ("sender", "email", "text")
    }
    try:
        _send(page, sent)
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _form(page, sent, error)
    return redirect(titled_url("wiki.contacts.form", page.title) + "?told=sent", 303)


def _send(page: Page, sent: dict[str, str]) -> None:
    actor = current_actor()
    sender = line(sent["sender"], "sender", NAME)
    if not sender:
        raise Invalid("contact_name", field="sender")
    reply_to, text = clean_email(sent["email"]), clean_letter(sent["text"])
    if actor.member_id is None:
        check_human(text, request.form.get("website", ""), _age(page))
    service.write_to(
        actor,
        page.uid,
        reply_to,
        words.message(page.title, sender, reply_to, text),
        place=f"member:{actor.member_id}" if actor.member_id is not None else place(),
        submission=submission_in(request.form.get("submission", "")) or new_submission(),
    )


def _reached(title: str) -> Page:
    require(current_actor(), May.CONTACT, policy())
    page = page_at(title)
    if not queries.is_reached(page.id):
        raise Missing("contact_none", title=page.title)
    return page


def _form(page: Page, sent: dict[str, str], error: WikiError | None = None) -> Response:
    field = str(error.params.get("field") or "text") if error else ""
    response = answer(
        "contacts/form.html",
        error.status if error else 200,
        page=page,
        form=sent,
        errors={field: sentence(error)} if error else {},
        longest=LETTER,
        since=_signer().dumps([page.uid, clock.now().timestamp()]),
        submission=request.form.get("submission", "") or new_submission(),
        is_visitor=current_actor().member_id is None,
        talk=url_for("wiki.discussions.talk", title=page.title),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _age(page: Page) -> timedelta | None:
    """How long ago the form that was sent was given; None when we did not give it for this page."""
    try:
        uid, since = _signer().loads(request.form.get("since", ""))
    except (BadSignature, ValueError, TypeError):
        return None
    return timedelta(seconds=clock.now().timestamp() - since) if uid == page.uid else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wiki-contact")
