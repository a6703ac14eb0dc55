"""Signing in and out, a forgotten password, the language."""

from __future__ import annotations

from flask import Response, abort, redirect, request, session, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.members.forms import asked, typed
from wiki.members.providers import providers
from wiki.members.rules import local_path
from wiki.members.service import accounts, sign_ins
from wiki.members.service.codes import find_code
from wiki.members.views import letters
from wiki.members.views.blueprint import (
    browser,
    door,
    form_page,
    next_path,
    session_key,
)
from wiki.members.views.realm import offers_passkeys
from wiki.members.views.second_factor import WAITING, enter
from wiki.site.queries import setting
from wiki.web.actors import current_actor, place
from wiki.web.language import COOKIE, LANGUAGES
from wiki.web.templates import answer

YEAR = 365 * 24 * 3600


@door.get("/login")
def sign_in() -> AnyResponse:
    """The form to sign in."""
    if current_actor().member_id is not None:
        return redirect(next_path())
    session.pop(WAITING, None)  # who comes back here begins again, and may be somebody else
    return sign_in_page(asked("identifier"))


@door.post("/login")
def signed_in() -> AnyResponse:
    """Sign in, then go where one was going."""
    form = typed("identifier", "password")
    remembered = "remembered" in request.form
    try:
        entry = sign_ins.sign_in(
            form["identifier"],
            form["password"],
            place=place(),
            browser=browser(),
            remembered=remembered,
        )
    except WikiError as error:
        return sign_in_page(form, error)
    return enter(entry)


def sign_in_page(
    form: dict[str, str], error: WikiError | None = None, *, field: str = "identifier"
) -> Response:
    """The form to sign in, with what a way in was refused for under that way."""
    return form_page(
        "members/sign_in.html",
        error,
        field=field,
        form=form,
        offers_passkeys=offers_passkeys(),
        providers=providers(),
        next=local_path(request.values.get("next", "")),
        joining=setting("joining"),
        told=request.args.get("told", ""),
    )


@door.post("/logout")
def sign_out() -> AnyResponse:
    """Sign out of this browser."""
    sign_ins.sign_out(current_actor(), session_key())
    session.clear()
    return redirect(url_for("wiki.pages.home"), 303)


@door.get("/reset")
def ask_reset() -> Response:
    """The form for a forgotten password."""
    return form_page("members/ask_reset.html", form=asked("email"))


@door.post("/reset")
def asked_reset() -> AnyResponse:
    """Send the code, and say the same whether the address is known or not."""
    form = typed("email")
    try:
        accounts.ask_reset(form["email"], letters.reset(), place=place())
    except WikiError as error:
        return form_page("members/ask_reset.html", error, field="email", form=form)
    return redirect(url_for(".sent", what="reset"), 303)


@door.get("/sent/<what>")
def sent(what: str) -> Response:
    """What to do now that a mail is on its way, or would be."""
    if what not in ("reset", "join"):
        abort(404)
    return answer("members/sent.html", what=what)


@door.get("/reset/<code>")
def reset(code: str) -> Response:
    """The form for a new password."""
    find_code("reset", code)
    return form_page("members/reset.html")


@door.post("/reset/<code>")
def set_password(code: str) -> AnyResponse:
    """Set the new password; one signs in with it next."""
    try:
        accounts.reset_password(code, typed("password")["password"], letters.password_changed())
    except WikiError as error:
        if error.status == 404:
            raise
        return form_page("members/reset.html", error, field="password")
    session.clear()
    return redirect(url_for(".sign_in", told="reset"), 303)


@door.get("/address/<code>")
def confirm_address(code: str) -> Response:
    """The button that confirms a new address."""
    found = find_code("address", code)
    return form_page("members/address.html", email=found.detail["email"])


@door.post("/address/<code>")
def set_address(code: str) -> AnyResponse:
    """Give the account its new address."""
    accounts.confirm_address(code, letters.address_changed())
    return redirect(url_for(".sign_in", told="address"), 303)


@door.get("/language/<code>")
def set_language(code: str) -> AnyResponse:
    """Read in another language from now on, on this browser."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(next_path())
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return response
