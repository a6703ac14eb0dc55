"""The stand-alone application around the extension."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_sqlalchemy import SQLAlchemy
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from wiki.extension import Wiki, declared_options, pool, sqlite_url
from wiki.kernel import clock
from wiki.kernel.db import Base
from wiki.kernel.settings import read_options
from wiki.web.answers import AT_HAND
from wiki.web.front import Front

#: Names under which a wiki on one's own machine is reached.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The stand-alone wiki. `config` holds `WIKI_*` options and Flask's own settings.

    Touches no table: `wiki run` upgrades the schema, other commands say what to run.
    """
    app = Flask("wiki", static_folder=None, template_folder=None)
    app.session_interface = Sessions()
    app.config.update(config or {})
    options = read_options(declared_options(), app.config, os.environ)
    data_dir = Path(options["WIKI_DATA_DIR"])
    app.config.update(_security(options, data_dir) | dict(config or {}))
    app.config["SQLALCHEMY_DATABASE_URI"] = options["WIKI_DATABASE_URL"] or sqlite_url(data_dir)
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", pool(options))
    database = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        engine = database.engine
    Wiki(app, engine=engine, standalone=True)
    front, behind = Front(app), _behind(options["WIKI_PROXIES"])
    app.wsgi_app = behind(front)  # type: ignore[method-assign]
    app.extensions["wiki"].kept[AT_HAND] = app.wsgi_app, behind(front.at_hand)
    return app


class Session(SecureCookieSession):
    """A session; `until` when the signature of its cookie holds."""

    until: datetime | None = None


class Sessions(SecureCookieSessionInterface):
    """Signs nothing for those who bring no cookie: nearly every reader."""

    session_class = Session
    _signing: tuple[object, URLSafeTimedSerializer | None] | None = None

    def __init__(self) -> None:
        self._verified = lru_cache(2_000)(self._verify)

    def open_session(self, app: Flask, request: Request) -> Session:
        """The session of the cookie; a new one without it. A signature is verified once."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        serializer = self.get_signing_serializer(app) if value else None
        if serializer is None:
            return Session()
        try:
            found, until = self._verified(serializer, value, app.permanent_session_lifetime)
        except BadSignature:
            return Session()
        if clock.now() > until:
            return Session()
        session = Session(deepcopy(found))
        session.until = until
        return session

    @staticmethod
    def _verify(
        serializer: URLSafeTimedSerializer, value: str, lifetime: timedelta
    ) -> tuple[dict[str, Any], datetime]:
        found, signed_at = serializer.loads(value, return_timestamp=True)
        return found, signed_at + lifetime

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The one that signs, made once: making it costs more than signing."""
        if self._signing is None or self._signing[0] != app.secret_key:
            self._signing = (app.secret_key, super().get_signing_serializer(app))
        return self._signing[1]


def _security(options: Mapping[str, Any], data_dir: Path) -> dict[str, Any]:
    public = urlsplit(options["WIKI_PUBLIC_URL"])
    return {
        "SECRET_KEY": options["WIKI_SECRET_KEY"] or _kept_secret(data_dir),
        "SESSION_COOKIE_NAME": "wiki_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A sign-in ends when it said it would: sending its cookie again would not prolong it.
        "SESSION_REFRESH_EACH_REQUEST": False,
        # A form may stay open for a day: its token lives as long as the session does.
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_SECURE": public.scheme == "https",
        "TRUSTED_HOSTS": _trusted(public.hostname, options["WIKI_TRUSTED_HOSTS"]),
    }


def _behind(number: int) -> Callable[[Any], Any]:
    """What stands around the front of a wiki to which so many proxies lead."""
    if not number:
        return lambda front: front
    return partial(ProxyFix, x_for=number, x_proto=number, x_host=number)


def _trusted(public_host: str | None, others: tuple[str, ...]) -> list[str]:
    return [*([public_host] if public_host else []), *others, *LOCAL_HOSTS]


def _kept_secret(data_dir: Path) -> str:
    """The key made once for this data folder, readable by its owner alone."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret_key"
    if not path.is_file():
        draft = data_dir / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # whole or not at all, and the first one wins
        draft.unlink()
    return path.read_text("utf-8")
