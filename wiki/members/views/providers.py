"""The providers of accounts: signing in and joining through one, one's own links to them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from flask import Response, abort, redirect, request, session, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Conflict, Refused, WikiError
from wiki.members import openid
from wiki.members.forms import typed
from wiki.members.models import Member
from wiki.members.openid import Asked, Person
from wiki.members.providers import Provider, provider, providers
from wiki.members.queries import identities as known
from wiki.members.queries.identities import proof_of
from wiki.members.rules import local_path
from wiki.members.sealing import seal, unseal
from wiki.members.service import identities as service
from wiki.members.service import limits
from wiki.members.service.joining import check_joining
from wiki.members.service.sign_ins import TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING
from wiki.members.views import letters
from wiki.members.views.blueprint import (
    begin_session,
    blueprint,
    browser,
    door,
    form_page,
    my_account,
    myself,
    session_key,
)
from wiki.members.views.door import sign_in_page
from wiki.members.views.second_factor import enter, key
from wiki.web.actors import current_actor, place

#: Where the session keeps what was asked of a provider, then who it said that somebody is.
ASKED, CAME = "wiki_provider_asked", "wiki_provider_said"
#: Seconds that either waits.
HOLDS = 600
#: Longest path to come back to, and longest invitation: both go in a cookie.
LONGEST = 400


def _put(name: str, **held: Any) -> None:
    """Keep something in the session, unreadable to its browser."""
    session[name] = seal(key(), json.dumps(held | {"at": clock.now().timestamp()}))


def _held(name: str) -> dict[str, Any]:
    """What the session keeps under a name. Raises `Refused` when it is late, or nothing is."""
    raw = unseal(key(), str(session.get(name, "")))
    found: dict[str, Any] = json.loads(raw) if raw else {}
    if not found or found["at"] + HOLDS < clock.now().timestamp():
        raise Refused("provider_late")
    return found


def _wanted(code: str) -> Provider:
    return provider(code) or abort(404)


def _back(found: Provider) -> str:
    return letters.public_url("wiki.members.door.come_back", code=found.code)


# -- Coming in


@door.get("/login/with/<code>")
def leave_for(code: str) -> AnyResponse:
    """Send the browser to a provider; a member who is signed in comes back to link it."""
    found = _wanted(code)
    try:
        url, asked = openid.begin(found, _back(found))
    except WikiError as error:
        return _refused(error)
    wanted = local_path(request.args.get("next", ""))
    invitation = request.args.get("invitation", "")
    _put(
        ASKED,
        asked=asdict(asked),
        member=current_actor().member_id,
        next=wanted if len(wanted) <= LONGEST else "",
        invitation=invitation if len(invitation) <= LONGEST else "",
    )
    return redirect(url)


@door.get("/login/with/<code>/back")
def come_back(code: str) -> AnyResponse:
    """What a provider answers: one goes in, joins, links, or reads why not."""
    found = _wanted(code)
    try:
        held = _held(ASKED)
        session.pop(ASKED)
        of_place = limits.bucket("provider_place", place())
        limits.take(limits.Limit(of_place, TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING))
        asked, given = Asked(**held["asked"]), request.args.to_dict()
        person = openid.finish(found, asked, given, _back(found))
        return _come(found, person, held)
    except WikiError as error:
        return _refused(error)


def _come(found: Provider, person: Person, held: dict[str, Any]) -> AnyResponse:
    member_id = current_actor().member_id
    if member_id != held["member"]:
        raise Refused("provider_late")
    more = {"next": held["next"], "invitation": held["invitation"]}
    if member_id is not None:
        _put(CAME, provider=found.code, person=person.as_json(), **more)
        return redirect(url_for("wiki.members.identities"), 303)
    told = letters.identity("linked", found.name)
    entry = service.enter(person, told, place=place(), browser=browser())
    if entry is not None:
        return enter(entry, held["next"])
    check_joining(held["invitation"])
    _put(CAME, provider=found.code, person=person.as_json(), **more)
    return redirect(url_for(".join_form"), 303)


def _refused(error: WikiError) -> Response:
    if current_actor().member_id is not None:
        return _page(myself(), error)
    return sign_in_page({"identifier": ""}, error, field="provider")


@door.get("/login/joining")
def join_form() -> AnyResponse:
    """Who comes for the first time says under which name; who comes by chance signs in."""
    try:
        held = _held(CAME)
    except Refused:
        return redirect(url_for(".sign_in"))
    return _join_page(held, {"name": held["person"]["name"]})


@door.post("/login/joining")
def join() -> AnyResponse:
    """Make the member."""
    try:
        held = _held(CAME)
    except WikiError as error:
        return sign_in_page({"identifier": ""}, error, field="provider")
    form = typed("name")
    person, invitation = Person(**held["person"]), held["invitation"]
    try:
        made = service.join(
            person, form["name"], invitation=invitation, browser=browser(), place=place()
        )
    except WikiError as error:
        return _join_page(held, form, error)
    begin_session(made)
    return redirect(held["next"] or url_for("wiki.welcome.first_steps"), 303)


def _join_page(
    held: dict[str, Any], form: dict[str, str], error: WikiError | None = None
) -> Response:
    found, person = provider(held["provider"]), Person(**held["person"])
    return form_page(
        "members/identity_join.html",
        error,
        field="name",
        form=form,
        provider=found.name if found else "",
        email=person.email if person.is_verified else "",
    )


# -- One's own links


@blueprint.get("/account/identities")
def identities() -> Response:
    """The providers that one signs in with, those that one may, and the one that just answered."""
    return _page(my_account())


def _page(member: Member, error: WikiError | None = None) -> Response:
    own = known.identities_of(member.id)
    by_issuer = {one.issuer: one for one in providers()}
    linked = {one.issuer for one in own}
    return form_page(
        "members/identities.html",
        error,
        field="identity",
        identities=[(one, by_issuer.get(one.issuer)) for one in own],
        providers=[one for name, one in by_issuer.items() if name not in linked],
        has_providers=bool(by_issuer),
        waiting=_waiting(),
        proof=proof_of(member.id),
        told=request.args.get("told", ""),
    )


def _waiting() -> tuple[str, str] | None:
    """Which provider has answered, and the account that it says is ours, until it is linked."""
    try:
        held = _held(CAME)
    except Refused:
        return None
    found, person = provider(held["provider"]), Person(**held["person"])
    return (found.name, person.email or person.name or person.subject) if found else None


@blueprint.post("/account/identities")
def link_identity() -> AnyResponse:
    """Link the account that a provider has just answered for, once its owner has seen which."""
    member = my_account()
    try:
        held = _held(CAME)
        found = _wanted(held["provider"])
        service.link(
            current_actor(),
            typed("password")["password"],
            Person(**held["person"]),
            letters.identity("linked", found.name),
            place=place(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        if isinstance(error, Conflict):
            session.pop(CAME)
        return _page(member, error)
    session.pop(CAME)
    return redirect(url_for("wiki.members.identities", told="linked"), 303)


@blueprint.post("/account/identities/<uid>/delete")
def unlink_identity(uid: str) -> AnyResponse:
    """Sign in with a provider no more."""
    member = my_account()
    issuer = known.identity_of(member.id, uid).issuer
    names = {one.issuer: one.name for one in providers()}
    told = letters.identity("unlinked", names.get(issuer, issuer))
    try:
        service.unlink(current_actor(), uid, told)
    except WikiError as error:
        return _page(member, error)
    return redirect(url_for("wiki.members.identities", told="unlinked"), 303)
