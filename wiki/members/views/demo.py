"""One-click sign-in for the people of the demonstration, on one's own machine only."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Role
from wiki.members import queries
from wiki.members.service import sign_ins
from wiki.members.views.blueprint import browser, door
from wiki.members.views.second_factor import enter
from wiki.site.queries import setting
from wiki.web.actors import place, remote_address
from wiki.web.role_names import role_names

#: How long the links that a start prints are good, in seconds.
HOLD = 7 * 24 * 3600
#: A request that came through another machine says so, or may have.
_RELAYED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wiki.demo")


class LoginLink(NamedTuple):
    """Where one click signs in as somebody."""

    name: str
    role: str
    path: str


def demo_login_links() -> list[LoginLink]:
    """One for each person of the demonstration; none when this is no demonstration.

    For the shell to print after the address of the site. Works outside a request.
    """
    if not setting("demo"):
        return []
    prefix = f"{current_app.extensions['wiki'].url_prefix}/demo-login/"
    found = queries.members_without_account()
    roles, names = queries.roles_of({who.id for who in found}), role_names()
    return [
        LoginLink(who.name, names[Role(roles.get(who.id, Role.VISITOR))], prefix + _sign(who.uid))
        for who in found
    ]


def _sign(uid: str) -> str:
    return str(_signer().dumps(uid))


@door.get("/demo-login/<signed>")
def demo_login(signed: str) -> AnyResponse:
    """Sign in as somebody of the demonstration."""
    if not setting("demo") or not _is_from_here():
        raise Refused("demo_link")
    try:
        uid = _signer().loads(signed, max_age=HOLD)
    except BadSignature as error:
        raise Refused("demo_link") from error
    return enter(sign_ins.sign_in_by_link(str(uid), place=place(), browser=browser()))


def _is_from_here() -> bool:
    if any(name in request.headers for name in _RELAYED):
        return False
    try:
        return ip_address(remote_address()).is_loopback
    except ValueError:
        return False
