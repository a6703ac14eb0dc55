"""The bridge: each request stands alone, whatever stood around the server."""

from __future__ import annotations

import asyncio

import httpx
from flask import Flask

from tests import people
from tests.server.conftest import session_of
from wiki.asgi import wrap


def test_a_request_shares_nothing_with_the_one_before(app: Flask) -> None:
    with app.app_context():
        people.make("alice")
    cookie = session_of(app, "alice")

    async def ask() -> list[str]:
        transport = httpx.ASGITransport(app=wrap(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            signed_in = {"Cookie": f"wiki_session={cookie}"}
            mine = await client.get("/members", headers=signed_in)
            visitors = await client.get("/members")
            return [mine.text, visitors.text]

    with app.app_context():  # as the `wiki` command does
        mine, visitors = asyncio.run(ask())
    assert "account-menu" in mine
    assert "account-menu" not in visitors
