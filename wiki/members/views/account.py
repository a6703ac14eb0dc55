"""One's own account: profile, preferences, password, address, browsers."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Response, jsonify, redirect, request, session, url_for
from werkzeug import Response as AnyResponse

from wiki.geography.communes import departments
from wiki.kernel.db import state
from wiki.kernel.errors import WikiError
from wiki.members import browsers, queries, rules
from wiki.members.forms import typed
from wiki.members.keys import hash_of
from wiki.members.providers import providers
from wiki.members.queries import directory as shown
from wiki.members.queries.identities import identities_of, proof_of
from wiki.members.queries.passkeys import count_passkeys
from wiki.members.service import accounts, personal, profile, sign_ins
from wiki.members.views import letters
from wiki.members.views.blueprint import (
    begin_session,
    blueprint,
    form_page,
    myself,
    session_key,
)
from wiki.web.actors import THEME, current_actor, place
from wiki.web.language import LANGUAGES

#: How long the browser keeps the look chosen, which the theme switch sets too.
YEAR = 365 * 24 * 3600


@blueprint.get("/account")
def account() -> Response:
    """Everything that a member sets."""
    return _page()


def _page(error: WikiError | None = None, field: str = "name", **typed_again: str) -> Response:
    member = myself()
    kept = {name: getattr(member, name) for name in ("name", "about", "place")}
    kept |= {name: getattr(member, name) for name in ("language", "zone", "theme")}
    said = shown.profile_of(member.id)
    kept |= {name: getattr(said, name) for name in ("shown_to", "department", "skills")}
    own = queries.account_of(member.id)
    return form_page(
        "members/account.html",
        error,
        field=field,
        member=member,
        own=own,
        form=kept | {"email": ""} | typed_again,
        departments=[("", ""), *((one.code, one.full_name) for one in departments().values())],
        zones=[(zone, zone.replace("_", " ")) for zone in rules.zones()],
        devices=_devices(member.id),
        is_standalone=state().is_standalone,
        passkeys=count_passkeys(member.id),
        proof=proof_of(member.id),
        identities=len(identities_of(member.id)),
        providers=providers(),
        has_factor=queries.has_second_factor(member.id),
        told=request.args.get("told", ""),
    )


class Device(NamedTuple):
    """A browser that is signed in, as its owner recognises it."""

    uid: str
    browser: str
    system: str
    place: str
    made_at: datetime
    seen_at: datetime
    is_this: bool


def _devices(member_id: int) -> list[Device]:
    here = hash_of(session_key())
    return [
        Device(
            one.uid,
            *browsers.named(one.browser),
            one.place,
            one.made_at,
            one.seen_at,
            one.key_hash == here,
        )
        for one in queries.sign_ins_of(member_id)
    ]


def _done(told: str) -> AnyResponse:
    return redirect(url_for("wiki.members.account", told=told), 303)


@blueprint.post("/account")
def change_profile() -> AnyResponse:
    """Change name, words and place."""
    form = typed("name", "about", "place")
    member = myself()
    name = member.name if member.external_id is not None else form["name"]
    try:
        profile.change_profile(current_actor(), name, form["about"], form["place"])
    except WikiError as error:
        return _page(error, "name", **form)
    return _done("profile")


@blueprint.post("/account/directory")
def change_showing() -> AnyResponse:
    """Change what the directory shows, and to whom."""
    form = typed("shown_to", "department", "skills")
    try:
        profile.change_showing(current_actor(), **form)
    except WikiError as error:
        return _page(error, "skills", **form)
    return _done("showing")


@blueprint.post("/account/preferences")
def change_preferences() -> AnyResponse:
    """Change language, time zone and theme."""
    form = typed("language", "zone", "theme")
    try:
        profile.change_preferences(current_actor(), **form, languages=tuple(LANGUAGES))
    except WikiError as error:
        return _page(error, "language", **form)
    response = _done("preferences")
    _set_theme(response, form["theme"])
    return response


def _set_theme(response: AnyResponse, theme: str) -> None:
    """This browser forgets the theme it was switched to: what was just chosen holds."""
    if theme:
        response.set_cookie(THEME, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(THEME, samesite="Lax", secure=request.is_secure)


@blueprint.post("/account/password")
def change_password() -> AnyResponse:
    """Change the password: the other browsers are signed out, this one gets a new key."""
    form = typed("current", "new")
    actor, key = current_actor(), session_key()
    try:
        renewed = accounts.change_password(
            actor, key, form["current"], form["new"], letters.password_changed(), place=place()
        )
    except WikiError as error:
        return _page(error, "current")
    begin_session(renewed.key, remembered=renewed.remembered)
    return _done("password")


@blueprint.post("/account/address")
def change_address() -> AnyResponse:
    """Ask for another address: a code is sent there."""
    form = typed("email", "password")
    try:
        accounts.ask_new_address(
            current_actor(),
            form["password"],
            form["email"],
            letters.new_address(),
            letters.address_taken(),
            place=place(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        return _page(error, "email", email=form["email"])
    return _done("address")


@blueprint.post("/account/devices/<uid>/end")
def end_sign_in(uid: str) -> AnyResponse:
    """Sign one browser out; this one too, if it is the one."""
    myself()
    ended = sign_ins.end_sign_in(current_actor(), uid)
    if ended == hash_of(session_key()):
        session.clear()
        return redirect(url_for("wiki.pages.home"), 303)
    return _done("device")


@blueprint.post("/account/sign-out-elsewhere")
def sign_out_elsewhere() -> AnyResponse:
    """Sign the other browsers out."""
    myself()
    sign_ins.sign_out_elsewhere(current_actor(), session_key())
    return _done("elsewhere")


@blueprint.get("/account/data.json")
def data() -> Response:
    """All that the wiki keeps of a member, to take away."""
    myself()
    response = jsonify(personal.data_of(current_actor()))
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/account/erase")
def erase_form() -> Response:
    """Ask before all that is kept of a member is erased."""
    return form_page("members/erase.html", proof=proof_of(myself().id))


@blueprint.post("/account/erase")
def erase() -> AnyResponse:
    """Erase it, and sign out."""
    member = myself()
    own, proof = queries.account_of(member.id), proof_of(member.id)
    try:
        personal.erase_myself(
            current_actor(),
            request.form.get("password", ""),
            place=place(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        return form_page("members/erase.html", error, field="password", proof=proof)
    session.clear()
    if own is None:
        return redirect(url_for("wiki.pages.home"), 303)
    return redirect(url_for("wiki.members.door.sign_in", told="erased"), 303)
