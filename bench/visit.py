"""Somebody who is signed in to a wiki that is measured, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from itsdangerous import URLSafeTimedSerializer

from bench.load import Server, request
from bench.prepare import application
from wiki.kernel.slugs import address_of
from wiki.members.queries import SESSION_KEY

_CSRF = "5f0c7d1ab1f3a5c89d0e8b7a6f5e4d3c2b1a0908"


@dataclass(frozen=True)
class Row:
    """A row of the table. `goal` is the most it may cost, as a multiple of bare Flask's."""

    name: str
    measure: Callable[[Any, int], float]
    times: int
    goal: float | None = None
    #: The most it may grow from the smallest wiki to the largest.
    growth: float | None = None
    #: How many ask at once: goals of single answers were set with one person asking.
    senders: int = 4


class Visit:
    """A server with its wiki, and somebody who is signed in to it."""

    def __init__(self, server: Server, folder: Path, made: Mapping[str, Any]) -> None:
        self.server = server
        self.titles: list[str] = made["titles"]
        #: Name of a member -> uid.
        self.people: dict[str, str] = made["people"]
        app = application(folder)
        sessions = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = sessions.dumps({SESSION_KEY: made["session"], "csrf_token": _CSRF})
        self.cookie = {"Cookie": f"wiki_session={cookie}"}
        self.token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(_CSRF)
        app.extensions["wiki"].database.engine.dispose()

    def ask(self, path: str, times: int, **headers: str) -> float:
        """The cost of reading an address, some number of times."""
        return self.server.cost([request(path, headers=headers)] * times)

    def page(self, title: str = "") -> str:
        """The address of a page; of a middling one when no title is given."""
        return f"/wiki/{quote(address_of(title or self.titles[20]))}"

    def etag(self, path: str) -> str:
        """What a page is known by."""
        with self.server.connection() as opened:
            opened.ask(request(path))
            return opened.ask(request(path)).headers["etag"]

    def text(self, title: str) -> str:
        """The source of a page."""
        with self.server.connection() as opened:
            return opened.ask(request(f"{self.page(title)}/raw")).body.decode()

    def form(self, path: str, **fields: str) -> bytes:
        """A form that this member sends."""
        sent = urlencode({"csrf_token": self.token, **fields}).encode()
        return request(path, method="POST", headers=self.cookie, body=sent)


def at(path: str) -> Callable[[Visit, int], float]:
    """The cost of an address, asked for as a visitor does."""
    return lambda visit, times: visit.ask(path, times)
