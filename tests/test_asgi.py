"""The bridge: each request stands alone, whatever stood around the server."""

from __future__ import annotations

import httpx
from flask import Flask

from tests import people
from tests.apart import run
from tests.server.conftest import session_of
from wiki.asgi import wrap


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
