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
from wiki.kernel.permissions import SYSTEM, Role
from wiki.pages.queries.pages import find
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

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

        threads.run = count  # type: ignore[method-assign,assignment]

    def ask(self, path: str = PATH, method: str = "GET", **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.served)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as one:
                return await one.request(method, path, headers=named)

        return run(asked())

    def asks_a_thread(self, path: str = PATH, **headers: str) -> bool:
        before = self.in_threads
        assert self.ask(path, **headers).status_code in (200, 304)
        return self.in_threads > before


def write(app: Flask, body: str, base: int = 0) -> None:
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", body, base))


@pytest.fixture
def visitors(app: Flask) -> Visitors:
    """Visitors who have read « Lieu » until it was known."""
    write(app, "Un café.\n")
    found = Visitors(app)
    first, second, third = (found.ask() for _ in range(3))
    assert first.text == second.text == third.text
    assert sorted(first.headers.items()) == sorted(third.headers.items())
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


def test_what_the_loop_cannot_look_at_is_left_to_a_thread(visitors: Visitors) -> None:
    if not (glimpses := visitors.app.extensions["wiki"].database.glimpses):
        return  # PostgreSQL is never looked at from the loop, which the first test says
    broken = sqlite3.connect(":memory:", check_same_thread=False)
    whole, glimpses._connection = glimpses._connection, broken
    assert visitors.asks_a_thread()
    assert "Un café." in visitors.ask().text
    glimpses._connection = whole
    broken.close()
    assert not visitors.asks_a_thread()


def test_an_error_of_what_is_at_hand_is_logged_and_the_application_asked(
    visitors: Visitors, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_environ: object, _start_response: object) -> None:
        raise RuntimeError("boom")

    visitors.served.pages.at_hand = fail
    assert "Un café." in visitors.ask().text
    assert "the application is asked" in caplog.text


def test_a_page_in_the_bin_is_said_no_more(visitors: Visitors) -> None:
    with visitors.app.app_context():
        delete(people.make("bob", Role.MODERATOR), found.uid if (found := find("Lieu")) else "")
    assert visitors.ask().status_code == 404


def test_a_wiki_made_private_says_nothing_more(visitors: Visitors) -> None:
    with visitors.app.app_context():
        change_settings(SYSTEM, {"visibility": "private"})
    assert visitors.ask().status_code in (302, 303, 403)


@pytest.mark.parametrize(
    "asked",
    [
        {"authorization": "Bearer faux"},
        {"accept_language": "en"},
        {"range": "bytes=0-3"},
        {"cookie": "autre=1"},
        {"accept_encoding": "identity"},
    ],
    ids=str,
)
def test_whatever_a_request_brings_the_answer_is_the_one_of_the_application(
    visitors: Visitors, asked: dict[str, str]
) -> None:
    told = [visitors.ask(**asked) for _ in range(2)]
    visitors.served.pages.at_hand = None
    alone = visitors.ask(**asked)
    for answer in told:
        assert (answer.status_code, answer.content) == (alone.status_code, alone.content)
        assert sorted(answer.headers.items()) == sorted(alone.headers.items())


@pytest.mark.parametrize("address", [f"{PATH}?since=1", f"{PATH}/history"])
def test_another_address_is_another_answer(visitors: Visitors, address: str) -> None:
    assert visitors.asks_a_thread(path=address)


def test_a_head_is_answered_by_the_application(visitors: Visitors) -> None:
    before = visitors.in_threads
    assert visitors.ask(method="HEAD").content == b""
    assert visitors.in_threads > before


def test_an_engine_that_is_let_go_of_holds_the_file_no_more(visitors: Visitors) -> None:
    database = visitors.app.extensions["wiki"].database
    database.engine.dispose()
    assert database.glimpses is None or database.glimpses._connection is None
    assert visitors.asks_a_thread()


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
    for _ in range(2):
        visitors.ask(x_forwarded_host="localhost")
    assert visitors.asks_a_thread(x_forwarded_host="localhost") is not visitors.is_sqlite
    assert visitors.ask(x_forwarded_host="ailleurs.example").status_code == 400
