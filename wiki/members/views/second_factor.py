"""The second factor: set, kept going, taken off; and its half of signing in."""

from __future__ import annotations

from flask import Response, current_app, redirect, request, session, url_for
from markupsafe import Markup
from pyotp.utils import build_uri
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.late import Late
from wiki.members import queries
from wiki.members.forms import typed
from wiki.members.models import Member
from wiki.members.queries.identities import proof_of
from wiki.members.queries.passkeys import asks_for_passkeys, count_passkeys
from wiki.members.rules import local_path
from wiki.members.service import second_factor as service
from wiki.members.service.codes import find_code
from wiki.members.service.second_step import second_step
from wiki.members.service.sign_ins import Entry
from wiki.members.views import letters
from wiki.members.views.blueprint import (
    begin_session,
    blueprint,
    browser,
    door,
    form_page,
    my_account,
    session_key,
)
from wiki.members.views.realm import offers_passkeys
from wiki.site.queries import setting
from wiki.web.actors import current_actor, is_held_back, place
from wiki.web.safe import safe

segno = Late("segno")
#: Where the session keeps the key of the second step.
WAITING = "wiki_second_step"


def key() -> str:
    """What seals the secrets."""
    return str(current_app.secret_key)


@blueprint.get("/account/second-factor")
def second_factor() -> Response:
    """Whether there is one, and how to set it."""
    return _page(my_account())


def _page(
    member: Member,
    error: WikiError | None = None,
    *,
    codes: list[str] | None = None,
    field: str = "password",
    at: str = "",
) -> Response:
    secret = service.secret_of(current_actor(), key=key())
    return form_page(
        "members/second_factor.html",
        error,
        field=field,
        at=at,
        is_set=queries.has_second_factor(member.id),
        is_by_passkey=asks_for_passkeys(member.id),
        proof=proof_of(member.id),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=_picture(secret, member.name) if secret else "",
        codes=codes or (),
        codes_left=queries.recovery_codes_left(member.id),
        waits=is_held_back(),
        told=request.args.get("told", ""),
    )


def _picture(secret: str, name: str) -> Markup:
    uri = build_uri(secret, name, issuer=setting("name"))
    made = segno.make(uri, error="m", micro=False)
    # Without its size it has a viewBox: drawn larger or smaller, none of it is cut away.
    drawn: str = made.svg_inline(
        scale=5, border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return safe(drawn)


def _done(told: str) -> AnyResponse:
    return redirect(url_for("wiki.members.second_factor", told=told), 303)


@blueprint.post("/account/second-factor")
def begin_second_factor() -> AnyResponse:
    """Make a secret, which the next page shows until a code of it is given."""
    member = my_account()
    try:
        service.begin(
            current_actor(),
            typed("password")["password"],
            place=place(),
            key=key(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        return _page(member, error)
    return _done("")


@blueprint.post("/account/second-factor/confirm")
def confirm_second_factor() -> AnyResponse:
    """Set it: this answer is the only one that shows the recovery codes."""
    member, told = my_account(), letters.second_factor("set")
    try:
        codes = service.confirm(current_actor(), typed("code")["code"], told, key=key())
    except WikiError as error:
        return _page(member, error, field="code")
    return _page(member, codes=codes)


@blueprint.post("/account/second-factor/codes")
def renew_recovery_codes() -> AnyResponse:
    """Other recovery codes, shown once."""
    member = my_account()
    try:
        codes = service.renew_codes(
            current_actor(),
            typed("password")["password"],
            place=place(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        return _page(member, error)
    return _page(member, codes=codes)


@blueprint.post("/account/second-factor/off")
def drop_second_factor() -> AnyResponse:
    """Ask for the password alone again."""
    member, told = my_account(), letters.second_factor("dropped")
    try:
        service.drop(
            current_actor(),
            typed("password")["password"],
            told,
            place=place(),
            sign_in_key=session_key(),
        )
    except WikiError as error:
        return _page(member, error, at="off-password")
    return _done("dropped")


@blueprint.post("/members/<uid>/second-factor/off")
def drop_second_factor_of(uid: str) -> AnyResponse:
    """Take off that of a member who lost the telephone and the recovery codes."""
    service.drop_for(current_actor(), uid, letters.second_factor("dropped"))
    return redirect(url_for("wiki.admin.person", uid=uid, told="factor"), 303)


# -- Signing in


def enter(entry: Entry, wanted: str | None = None) -> AnyResponse:
    """Begin the session, or ask for the second factor first; then go where was `wanted`."""
    if wanted is None:
        wanted = local_path(request.values.get("next", ""))
    if not entry.waits:
        begin_session(entry.key, remembered=entry.remembered)
        is_lost = entry.is_first and not wanted
        home = "wiki.welcome.arrive" if is_lost else "wiki.pages.home"
        return redirect(wanted or url_for(home), 303)
    session.clear()
    session[WAITING] = entry.key
    return redirect(url_for("wiki.members.door.second_step_form", next=wanted or None), 303)


@door.get("/login/code")
def second_step_form() -> AnyResponse:
    """The form for the code; who comes by chance signs in first."""
    if not session.get(WAITING):
        return redirect(url_for(".sign_in"))
    return step_page()


@door.post("/login/code")
def second_stepped() -> AnyResponse:
    """Go in with the code."""
    code, given = str(session.get(WAITING, "")), typed("code")["code"]
    try:
        entry = second_step(code, given, place=place(), browser=browser(), key=key())
    except Missing:
        session.pop(WAITING, None)
        return redirect(url_for(".sign_in", told="late"), 303)
    except WikiError as error:
        return step_page(error)
    return enter(entry)


def step_page(error: WikiError | None = None, *, field: str = "code") -> Response:
    """The form for the code, or the button for a passkey of who gave the password."""
    who = waiting_member()
    return form_page(
        "members/second_step.html",
        error,
        field=field,
        next=local_path(request.values.get("next", "")),
        has_passkeys=bool(who and offers_passkeys() and count_passkeys(who)),
        is_by_passkey=bool(who and asks_for_passkeys(who)),
    )


def waiting_member() -> int | None:
    """Whose password was given, while a second factor is waited for."""
    try:
        return find_code("second_step", str(session.get(WAITING, ""))).member_id
    except Missing:
        return None
