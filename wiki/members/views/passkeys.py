"""One's own passkeys: added, named, removed; and signing in with one."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, request, session, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.members import browsers, ceremonies, queries
from wiki.members.ceremonies import Known, Owner
from wiki.members.forms import typed
from wiki.members.models import Member
from wiki.members.queries import passkeys as known
from wiki.members.queries.identities import proof_of
from wiki.members.service import passkeys as service
from wiki.members.service import second_factor
from wiki.members.views import letters
from wiki.members.views.blueprint import (
    blueprint,
    browser,
    door,
    form_page,
    my_account,
    session_key,
)
from wiki.members.views.door import sign_in_page
from wiki.members.views.realm import checked_realm, offers_passkeys
from wiki.members.views.second_factor import WAITING, enter, step_page, waiting_member
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext

#: Where the session keeps the challenge that its browser was given.
CHALLENGE = "wiki_passkey"


@blueprint.get("/account/passkeys")
def passkeys() -> Response:
    """The list, and the form for another one."""
    return _page(my_account())


def _page(
    member: Member,
    error: WikiError | None = None,
    *,
    at: str = "",
    name: str | None = None,
    renamed: str | None = None,
    codes: list[str] | None = None,
) -> Response:
    has_factor = queries.has_second_factor(member.id)
    return form_page(
        "members/passkeys.html",
        error,
        field="name",
        at=at,
        passkeys=known.passkeys_of(member.id),
        most=service.MOST,
        offers=offers_passkeys(),
        has_factor=has_factor,
        is_factor=has_factor and known.asks_for_passkeys(member.id),
        proof=proof_of(member.id),
        form={"name": _this_browser() if name is None else name, "renamed": renamed},
        codes=codes or (),
        told=request.args.get("told", ""),
    )


def _this_browser() -> str:
    program, system = browsers.named(browser())
    if program and system:
        return gettext("%(browser)s sur %(system)s", browser=program, system=system)
    return program or system


def _done(told: str) -> AnyResponse:
    return redirect(url_for("wiki.members.passkeys", told=told), 303)


@blueprint.post("/account/passkeys/options")
def begin_passkey() -> Response:
    """What the browser is to ask of the device, for the member who gave the password again."""
    member, realm = my_account(), checked_realm()
    service.clean_name(typed("name")["name"])
    password = typed("password")["password"]
    challenge = service.begin(current_actor(), password, place=place(), sign_in_key=session_key())
    owner = Owner(member.uid, member.name)
    asked = ceremonies.asked_to_make(realm, challenge, owner, _known(member.id))
    return _asked(challenge, asked)


def _asked(challenge: str, options: dict[str, Any]) -> Response:
    session[CHALLENGE] = challenge
    response = jsonify(options)
    response.headers["Cache-Control"] = "no-store"
    return response


def _known(member_id: int) -> list[Known]:
    return [Known(one.credential, one.transports) for one in known.passkeys_of(member_id)]


@blueprint.post("/account/passkeys")
def add_passkey() -> AnyResponse:
    """Keep what the device made."""
    member, form = my_account(), typed("name", "answer")
    challenge = str(session.pop(CHALLENGE, ""))
    told = letters.passkey("added", form["name"][: service.NAME_LENGTH])
    try:
        service.add(
            current_actor(), challenge, form["answer"], form["name"], told, realm=checked_realm()
        )
    except WikiError as error:
        return _page(member, error, name=form["name"])
    return _done("added")


@blueprint.post("/account/passkeys/<uid>/rename")
def rename_passkey(uid: str) -> AnyResponse:
    """Call one otherwise."""
    member, name = my_account(), typed("name")["name"]
    try:
        service.rename(current_actor(), uid, name)
    except WikiError as error:
        if error.status == 404:
            raise
        return _page(member, error, at=f"name-{uid}", renamed=name)
    return _done("renamed")


@blueprint.post("/account/passkeys/<uid>/delete")
def delete_passkey(uid: str) -> AnyResponse:
    """Forget one."""
    member = my_account()
    told = letters.passkey("removed", known.passkey_of(member.id, uid).name)
    try:
        service.remove(current_actor(), uid, told)
    except WikiError as error:
        return _page(member, error, at=f"remove-{uid}")
    return _done("removed")


@blueprint.post("/account/passkeys/factor")
def ask_for_passkeys() -> AnyResponse:
    """Ask for one beside the password: this answer is the only one that shows recovery codes."""
    member, told = my_account(), letters.second_factor("passkeys")
    password = typed("password")["password"]
    try:
        codes = second_factor.ask_for_passkeys(
            current_actor(), password, told, place=place(), sign_in_key=session_key()
        )
    except WikiError as error:
        return _page(member, error, at="factor-password")
    return _page(member, codes=codes)


# -- Signing in


@door.post("/login/passkey/options")
def begin_entry() -> Response:
    """What the browser is to ask of the device: any key of here, or one of who gave a password."""
    realm, waits = checked_realm(), waiting_member()
    challenge = service.ask(place=place())
    asked = ceremonies.asked_to_sign(realm, challenge, _known(waits) if waits else ())
    return _asked(challenge, asked)


@door.post("/login/passkey")
def entered() -> AnyResponse:
    """Go in with what the device signed; the name was never typed."""
    challenge, waiting = str(session.pop(CHALLENGE, "")), str(session.get(WAITING, ""))
    try:
        entry = service.enter(
            challenge,
            typed("answer")["answer"],
            realm=checked_realm(),
            place=place(),
            browser=browser(),
            remembered="remembered" in request.form,
            waiting=waiting if waiting_member() else "",
        )
    except WikiError as error:
        if waiting_member():
            return step_page(error, field="passkey")
        return sign_in_page({"identifier": ""}, error, field="passkey")
    return enter(entry)
