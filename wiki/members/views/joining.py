"""Joining: signing up, invitations received, the first administrator."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import Role
from wiki.members import queries
from wiki.members.forms import asked, typed
from wiki.members.providers import providers
from wiki.members.service import joining
from wiki.members.views import letters
from wiki.members.views.blueprint import begin_session, browser, door, form_page
from wiki.web.actors import current_actor, place

_FIELDS = ("name", "email", "password")


@door.get("/register")
def register() -> AnyResponse:
    """The form to sign up, or why one may not."""
    try:
        joining.check_joining()
    except Refused as refusal:
        return form_page("members/closed.html", refusal, field="joining")
    return _register_page(asked("name", "email"))


@door.post("/register")
def registered() -> AnyResponse:
    """Sign up: the next page is the same whether the address is known or not."""
    form = typed(*_FIELDS)
    try:
        if not request.form.get("website"):  # a machine fills in what nobody sees
            _ask(form)
    except WikiError as error:
        return _register_page(form, error)
    return redirect(url_for(".sent", what="join"), 303)


def _register_page(form: dict[str, str], error: WikiError | None = None) -> Response:
    return form_page("members/register.html", error, field="name", form=form, providers=providers())


def _ask(form: dict[str, str], invitation: str = "") -> None:
    joining.ask_to_join(
        form["name"],
        form["email"],
        form["password"],
        letters.join(form["name"]),
        letters.known(),
        place=place(),
        invitation=invitation,
    )


@door.get("/confirm/<code>")
def confirm(code: str) -> Response:
    """The form that confirms an address with the password of the sign-up."""
    waiting = joining.find_join(code).detail
    return form_page("members/confirm.html", form=waiting)


@door.post("/confirm/<code>")
def confirmed(code: str) -> AnyResponse:
    """Make the member."""
    form = joining.find_join(code).detail | typed("name", "password")
    try:
        key = joining.confirm_join(code, form["name"], form["password"], browser=browser())
    except WikiError as error:
        if error.status == 404:
            raise
        return form_page("members/confirm.html", error, field="password", form=form)
    begin_session(key)
    return redirect(url_for("wiki.welcome.first_steps"), 303)


@door.get("/invitation/<token>")
def invitation(token: str) -> AnyResponse:
    """What one is invited to, and the form to accept."""
    if current_actor().member_id is not None:
        return redirect(url_for("wiki.pages.home"))
    found = joining.check_joining(token)
    return _invitation_page(token, {"name": "", "email": found.email if found else ""})


@door.post("/invitation/<token>")
def accept(token: str) -> AnyResponse:
    """Accept: at once when the invitation was sent to this address, else after confirming it."""
    form = typed(*_FIELDS)
    try:
        key = joining.join_by_mail(
            token, form["name"], form["email"], form["password"], browser=browser()
        )
        if key is None:
            _ask(form, token)
    except WikiError as error:
        if error.status == 404:
            raise
        return _invitation_page(token, form, error)
    if key is None:
        return redirect(url_for(".sent", what="join"), 303)
    begin_session(key)
    return redirect(url_for("wiki.welcome.first_steps"), 303)


def _invitation_page(token: str, form: dict[str, str], error: WikiError | None = None) -> Response:
    found = queries.invitation_by_token(token)
    inviter = queries.member(found.inviter_id).name if found.inviter_id else ""
    return form_page(
        "members/invitation.html",
        error,
        field="name",
        form=form,
        inviter=inviter,
        role=Role(found.role),
        providers=providers(),
        invitation=token,
    )


@door.get("/first-run/<code>")
def first_run(code: str) -> Response:
    """The page that makes the first administrator, guarded by the code of the console."""
    joining.check_first_run(code)
    return form_page("members/first_run.html", form=asked("name", "email"))


@door.post("/first-run/<code>")
def start(code: str) -> AnyResponse:
    """Make the first administrator, who is signed in and lands on the settings."""
    form = typed(*_FIELDS)
    try:
        key = joining.start(code, form["name"], form["email"], form["password"], browser=browser())
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return form_page("members/first_run.html", error, field="name", form=form)
    begin_session(key)
    return redirect(url_for("wiki.admin.settings"), 303)
