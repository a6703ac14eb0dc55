"""The bridge: each request stands alone, whatever stood around the server."""

from __future__ import annotations

import gc
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.logging import default_handler

from tests import people
from tests.apart import run
from tests.server.conftest import session_of
from wiki.asgi import settle, wrap
from wiki.web.afterwards import afterwards


def test_a_request_shares_nothing_with_the_one_before(app: Flask) -> None:
    with app.app_context():
        people.make("alice")
    cookie = session_of(app, "alice")

    transport = httpx.ASGITransport(app=wrap(app))

    async def ask(**cookies: str) -> str:
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost", cookies=cookies
        ) as client:
            return (await client.get("/members")).text

    with app.app_context():  # as the `wiki` command does
        assert "account-menu" in run(ask(wiki_session=cookie))
        assert "account-menu" not in run(ask())


def test_what_waits_for_the_answer_is_done_after_it(app: Flask) -> None:
    told: list[str] = []

    @app.get("/essai")
    def essai() -> str:
        afterwards(told.append, "written")
        return "dit"

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message["type"])

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/essai",
        "raw_path": b"/essai",
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"host", b"localhost")],
    }

    async def ask() -> None:
        await wrap(app)(scope, receive, send)

    run(ask())
    assert told == ["http.response.start", "http.response.body", "written"]


def test_a_fault_is_told_once_to_the_terminal(
    app: Flask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is served: no handler but the one that Flask puts, which writes to `wsgi.errors`."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.logger.addHandler(default_handler)
    monkeypatch.setattr(app.logger, "propagate", False)

    @app.get("/faute")
    def fault() -> str:
        raise ZeroDivisionError

    async def ask() -> int:
        transport = httpx.ASGITransport(app=wrap(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.get("/faute")).status_code

    try:
        assert run(ask()) == 500
    finally:
        app.logger.removeHandler(default_handler)
    assert capsys.readouterr().err.count("\nZeroDivisionError\n") == 1


def test_what_is_loaded_is_left_out_of_the_collector_s_rounds() -> None:
    settle()
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 10_000
