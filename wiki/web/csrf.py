"""Every form carries a token of its session; a request with a bearer token needs none."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import Signer, URLSafeTimedSerializer
from markupsafe import Markup, escape
from wtforms.validators import ValidationError

from wiki.kernel.db import here, state
from wiki.kernel.errors import Refused
from wiki.web.actors import has_token
from wiki.web.safe import safe

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Asked for by programs of mail (RFC 8058), which hold no form: their signed address says who asks.
_SIGNED = frozenset({"wiki.census.door.stop"})
#: Where Flask-WTF keeps the token, in the session and while it answers.
FIELD = "csrf_token"
_ONE_CLICK = "takes_one_click"
View = TypeVar("View", bound=Callable[..., Any])


def token() -> str:
    """The token of this session, as Flask-WTF makes and checks it; its signer is made once."""
    mine = here()
    if FIELD not in mine:
        secret, raw = current_app.secret_key, session.get(FIELD)
        if not (state().is_standalone and secret and isinstance(raw, str)):
            return str(generate_csrf())
        setattr(mine, FIELD, token_of(secret, raw))
    return str(mine.get(FIELD))


def token_of(secret: str | bytes, raw: str) -> str:
    """The token for what a session keeps, signed with the second."""
    signer, payload = _signer(secret, raw)
    return signer.sign(payload).decode("ascii")


def field(token: str) -> Markup:
    """The field of a form that holds a token."""
    return safe(f'<input type="hidden" name="{FIELD}" value="{escape(token)}">')


@lru_cache(2_000)
def _signer(secret: str | bytes, raw: str) -> tuple[Signer, bytes]:
    serializer = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
    return serializer.make_signer(serializer.salt), serializer.dump_payload(raw)


def one_click(view: View) -> View:
    """A view that a mail program may post to (RFC 8058): the key of its address is the proof."""
    setattr(view, _ONE_CLICK, True)
    return view


def protect() -> None:
    """Refuse a form that this wiki did not give, whatever a host checks beside."""
    if request.method in _SAFE or has_token() or request.endpoint in _SIGNED:
        return
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if request.form.get("List-Unsubscribe") == "One-Click" and getattr(view, _ONE_CLICK, False):
        return
    given = request.form.get(FIELD) or request.headers.get("X-CSRFToken")
    try:
        validate_csrf(given)
    except ValidationError as error:
        raise Refused("csrf") from error


def leave_to_us(app: Flask) -> None:
    """Tell a host's own check, when it has one, that our addresses are checked already.

    It would refuse programs, which show a token and no form.
    """
    hosts = app.extensions.get("csrf")
    if hosts is not None:
        for name, blueprint in app.blueprints.items():
            if name.partition(".")[0] == "wiki":
                hosts.exempt(blueprint)
