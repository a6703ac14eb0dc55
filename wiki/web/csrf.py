"""Every form carries a token of its session; a request with a bearer token needs none."""

from __future__ import annotations

from flask import current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from wiki.kernel.errors import Refused

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

token = generate_csrf


def protect() -> None:
    """Refuse a form that this wiki did not give. In a host with its own check, that one counts."""
    if request.method in _SAFE or "csrf" in current_app.extensions:
        return
    if "Authorization" in request.headers:
        return
    given = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
    try:
        validate_csrf(given)
    except ValidationError as error:
        raise Refused("csrf") from error
