"""A host served by `wrap`: its people write together under the wiki's prefix, by either way in."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.apart import run
from tests.host.conftest import form_of, write
from tests.host.test_serving import living
from wiki.asgi import wrap
from wiki.bridge import Asgi
from wiki.live.service import log
from wiki.pages.queries.pages import get

Message = dict[str, Any]


class Way:
    """A socket or a stream, asked of the application itself."""

    def __init__(self, asgi: Asgi, kind: str, path: str, **headers: str) -> None:
        self.given: asyncio.Queue[Message] = asyncio.Queue()
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        given = {"Host": "localhost", "Origin": "http://localhost"} | headers
        raw = [(name.lower().encode(), value.encode()) for name, value in given.items()]
        scope: Any = {
            "type": kind,
            "scheme": "ws" if kind == "websocket" else "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"client=fenetre-1",
            "http_version": "1.1",
            "headers": raw,
        }
        if kind == "websocket":
            self.given.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(asgi(scope, self.given.get, self.said.put))

    async def next(self) -> Message:
        """What comes next."""
        return await asyncio.wait_for(self.said.get(), 20)

    async def message(self) -> Message:
        """What is told next, whichever way."""
        said = await self.next()
        if "text" in said:
            return dict(json.loads(said["text"]))
        return dict(json.loads(said["body"].removeprefix(b"data: ")))


@pytest.fixture
def uid(host: Flask) -> str:
    """A page."""
    write(host, "Accueil", "Un.\n")
    with host.app_context():
        return get("Accueil").uid


def cookie_of(client: FlaskClient) -> str:
    """The session that the host gave."""
    found = client.get_cookie("session")
    assert found is not None
    return f"session={found.value}"


@pytest.mark.parametrize("kind", ["websocket", "http"])
def test_somebody_of_the_host_writes(host: Flask, alice: FlaskClient, uid: str, kind: str) -> None:
    token = form_of(alice, "/docs/wiki/Accueil/edit")["csrf_token"]
    cookie = cookie_of(alice)
    address = f"/docs/live/page/{uid}"
    changes = [4, [0, "Deux.", ""]]
    push = json.dumps({"p": 0, "cl": "fenetre-1", "len": 4, "u": [[1, changes]]})

    def post(**headers: str) -> int:
        return alice.post(
            f"{address}/push?client=fenetre-1&epoch=1", data=push, headers=headers
        ).status_code

    async def ask() -> None:
        asgi = wrap(host)
        async with living(asgi):
            end = "/events" if kind == "http" else ""
            way = Way(asgi, kind, address + end, Cookie=cookie)
            start = await way.next()
            assert start["type"] == {"http": "http.response.start"}.get(kind, "websocket.accept")
            hello = await way.message()
            assert (hello["init"], hello["me"]["name"]) == ("Un.\n", "alice")
            if kind == "websocket":
                way.given.put_nowait({"type": "websocket.receive", "text": push})
            else:
                assert await asyncio.to_thread(post) == 403
                assert await asyncio.to_thread(lambda: post(**{"X-CSRFToken": token})) == 204
            told = await way.message()
            assert told == {"v": 1, "u": [["fenetre-1", 1, hello["me"]["id"], changes]]}
            gone = "websocket.disconnect" if kind == "websocket" else "http.disconnect"
            way.given.put_nowait({"type": gone})
            await way.task

    run(ask())
    with host.app_context():
        assert log.text_at(log.opened("page", uid).head.doc_id) == "Un.\nDeux.\n"


def test_refuses_what_comes_from_elsewhere(host: Flask, alice: FlaskClient, uid: str) -> None:
    cookie = cookie_of(alice)
    elsewhere = {"Origin": "http://ailleurs.exemple"}
    sets: list[tuple[str, str, dict[str, str], Any]] = [
        ("websocket", f"/docs/live/page/{uid}", elsewhere, "websocket.close"),
        ("websocket", f"/live/page/{uid}", {}, "websocket.close"),
        ("websocket", "/docs/wiki/Accueil", {}, "websocket.close"),
        ("http", f"/docs/live/page/{uid}/events", elsewhere, 403),
    ]

    async def ask() -> None:
        asgi = wrap(host)
        async with living(asgi):
            for kind, path, headers, wanted in sets:
                way = Way(asgi, kind, path, Cookie=cookie, **headers)
                said = await way.next()
                assert said.get("status", said["type"]) == wanted, path
                await way.task
            visitor = Way(asgi, "websocket", f"/docs/live/page/{uid}")
            assert (await visitor.next())["type"] == "websocket.accept"
            assert (await visitor.next())["code"] == 4401

    run(ask())
    assert alice.get(f"/docs/live/page/{uid}").status_code == 404


def test_under_a_plain_server_nobody_is_let_in(host: Flask, alice: FlaskClient, uid: str) -> None:
    token = form_of(alice, "/docs/wiki/Accueil/edit")["csrf_token"]
    sent = alice.post(
        f"/docs/live/page/{uid}/push?client=fenetre-1", data="{}", headers={"X-CSRFToken": token}
    )
    assert sent.status_code == 404
