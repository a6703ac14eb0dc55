"""Pages that the event loop says itself: what a visitor reads again, and only what is sure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from flask import Flask

from tests import people
from tests.apart import run
from tests.server.conftest import session_of
from wiki.asgi import wrap
from wiki.pages.service.save import Edit, save

PATH = "/wiki/Lieu"


class Visitors:
    """A wiki behind its server, and who asks it; `in_threads` counts what the loop passed on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.is_sqlite = app.extensions["wiki"].database.is_sqlite
        self.served = wrap(app)
        self.in_threads = 0
        threads = self.served.pages.threads
        passed_on = threads.run

        def count(*given: Any) -> Any:
            self.in_threads += 1
            return passed_on(*given)

        threads.run = count  # type: ignore[method-assign]

    def ask(self, path: str = PATH, **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.served)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as one:
                return await one.get(path, headers=named)

        return run(asked())

    def asks_a_thread(self, **headers: str) -> bool:
        before = self.in_threads
        assert self.ask(**headers).status_code in (200, 304)
        return self.in_threads > before


def write(app: Flask, body: str, base: int = 0) -> None:
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", body, base))


@pytest.fixture
def visitors(app: Flask) -> Visitors:
    """Visitors who have read « Lieu » until it was known."""
    write(app, "Un café.\n")
    found = Visitors(app)
    first, again = found.ask(), found.ask()
    assert first.text == again.text
    assert sorted(first.headers.items()) == sorted(again.headers.items())
    return found


def test_a_page_read_again_is_said_without_a_thread(visitors: Visitors) -> None:
    assert visitors.asks_a_thread() is not visitors.is_sqlite
    etag = visitors.ask().headers["etag"]
    assert visitors.asks_a_thread(if_none_match=etag) is not visitors.is_sqlite
    assert visitors.ask(if_none_match=etag).status_code == 304


def test_what_was_just_saved_is_said_at_once(visitors: Visitors) -> None:
    write(visitors.app, "Un café et un jardin.\n", 1)
    assert visitors.asks_a_thread()
    assert "jardin" in visitors.ask().text


def test_a_member_is_answered_by_the_application(visitors: Visitors) -> None:
    cookie = f"wiki_session={session_of(visitors.app, 'alice')}"
    assert visitors.asks_a_thread(cookie=cookie)
    assert "account-menu" in visitors.ask(cookie=cookie).text
    assert "account-menu" not in visitors.ask().text


def test_an_unknown_host_is_refused_as_ever(visitors: Visitors) -> None:
    assert visitors.ask(host="ailleurs.example").status_code == 400


def test_a_database_that_would_be_waited_for_is_left_to_a_thread(visitors: Visitors) -> None:
    class Held:
        def cursor(self) -> Any:
            raise sqlite3.OperationalError("database is locked")

    visitors.app.extensions["wiki"].database._glimpser = Held()
    assert visitors.asks_a_thread()
    assert "Un café." in visitors.ask().text


def test_what_was_put_before_the_wiki_hears_every_request(visitors: Visitors) -> None:
    heard, inner = [], visitors.app.wsgi_app

    def before(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        heard.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    visitors.app.wsgi_app = before  # type: ignore[method-assign]
    assert visitors.asks_a_thread()
    assert heard == [PATH]


def test_behind_a_proxy_the_host_is_the_one_that_it_names(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(WIKI_PROXIES=1)
    write(app, "Un café.\n")
    visitors = Visitors(app)
    visitors.ask(x_forwarded_host="localhost")
    assert visitors.asks_a_thread(x_forwarded_host="localhost") is not visitors.is_sqlite
    assert visitors.ask(x_forwarded_host="ailleurs.example").status_code == 400
