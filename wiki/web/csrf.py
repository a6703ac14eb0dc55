"""Every form carries a token of its session; a request with a bearer token needs none."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from wiki.kernel.errors import Refused
from wiki.web.actors import has_token

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

token = generate_csrf


def protect() -> None:
    """Refuse a form that this wiki did not give, whatever a host checks beside."""
    if request.method in _SAFE or has_token():
        return
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    given = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
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
