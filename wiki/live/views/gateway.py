"""The way in for windows: websockets or, where these are blocked, streams of events (ASGI).

It stands beside Flask in the same process and holds no thread: what is asked of the application,
who somebody is, is asked through `ask`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from io import StringIO
from typing import IO, Any
from urllib.parse import parse_qs

from flask import Flask

from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.state import State
from wiki.live.rules import BUSY, FORBIDDEN, RESTARTING, UNKNOWN, UNREADABLE, is_client
from wiki.live.service import log
from wiki.live.service.alone import alone_with
from wiki.live.service.hearing import hear
from wiki.live.service.hub import Hub
from wiki.live.service.lines import Packet, Queue
from wiki.live.service.rooms import Key, Window
from wiki.live.views.door import DOOR, STREAM, Entered, TurnedAwayError
from wiki.live.views.looks import Looks
from wiki.live.views.wire import Wire
from wiki.web.language import speaking
from wiki.web.wording import sentence

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
#: Asks the application, in a thread, with these additions to the environment of a request.
Ask = Callable[[Scope, dict[str, Any]], Awaitable[None]]
#: Does something in a thread.
Run = Callable[[Callable[[], Any]], Awaitable[Any]]

#: Seconds between two signs of life of a stream: less than what proxies wait for.
BEAT = 15.0
#: Seconds between two times that a websocket is asked for a sign of life.
BEATS = 20
_EVENTS = "/events"
#: What is kept of a request beside its headers, and headers that say nothing of who comes.
_KEPT = ("path", "raw_path", "root_path", "query_string", "scheme", "client", "server")
_OF_THE_LINE = (b"connection", b"upgrade", b"sec-websocket-")


class Gateway:
    """Serves the windows of one application, once `start` was called."""

    def __init__(self, app: Flask, ask: Ask, run: Run) -> None:
        self.app = app
        self.state: State = app.extensions["wiki"]
        self.ask = ask
        self.run = run
        self.hub: Hub | None = None
        self._tasks: list[asyncio.Future[None]] = []
        self._alone: IO[str] = StringIO()
        prefix = re.escape(self.state.url_prefix)
        self._address = re.compile(rf"{prefix}/live/([a-z]+)/([^/]+)(?:/([^/]+))?")

    # -- Its life

    async def start(self) -> None:
        """Begin. Raises `WikiError` when another process serves the same SQLite database."""
        self._alone = alone_with(self.state.database)
        hub = Hub(self.state.database)
        hub.start(self._worded)
        self.state.kept[log.HUB] = self.hub = hub
        looks = Looks(self.app, hub, self.run, self._ask_again)
        self._tasks = [asyncio.ensure_future(one) for one in (looks.go_on(), self._beat(hub))]

    async def stop(self) -> None:
        """Keep what was sent, let the windows go: they come back to another process."""
        hub, self.hub = self.hub, None
        if hub is None:
            return
        self.state.kept.pop(log.HUB, None)
        for task in self._tasks:
            task.cancel()
        await hub.stop()
        self._alone.close()

    def _worded(self, window: Window, code: str) -> str:
        with self.app.app_context(), speaking(window.language):
            return sentence(WikiError(code))

    # -- Windows

    def takes(self, scope: Scope) -> bool:
        """Whether a request over HTTP is for a stream of events."""
        return str(scope["path"]).endswith(_EVENTS) and self._key_of(scope) is not None

    def _key_of(self, scope: Scope) -> Key | None:
        path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
        if scope["type"] == "http":
            path = path.removesuffix(_EVENTS)
        found = self._address.fullmatch(path)
        return (found[1], found[2], found[3] or "") if found else None

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket to its end."""
        await receive()
        key, window = self._key_of(scope), None
        answer = await self._enter(scope, {}) if key else None
        if key is None or answer is None:
            await send({"type": "websocket.close", "code": FORBIDDEN})
            return
        await send({"type": "websocket.accept"})
        if (code := self._refusal(answer, key)) or not isinstance(answer, Entered):
            await send({"type": "websocket.close", "code": code})
            return

        if hand_over := scope.get("extensions", {}).get(Wire.NAME):
            wire: Wire = hand_over()
            wire.serve(self, self._open(scope, wire, answer, key))
            return

        async def end(code: int) -> None:
            await send({"type": "websocket.close", "code": code})

        async def put(packet: Packet) -> None:
            await send({"type": "websocket.send", "text": packet.text})

        line = Queue(put, end)
        window = self._open(scope, line, answer, key)
        try:
            while (message := await receive())["type"] == "websocket.receive":
                self.heard(window, message.get("text") or "")
        finally:
            self.left(window)
            line.task.cancel()

    async def events(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a stream of events to its end."""
        key = self._key_of(scope)
        answer = await self._enter(scope, {STREAM: True}) if key else None
        refused = answer is None or scope["method"] != "GET"
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        headers.append((b"x-accel-buffering", b"no"))
        status = 403 if refused else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if key is None or answer is None or refused:
            await send({"type": "http.response.body", "body": b""})
            return

        async def end(code: int) -> None:
            body = f"event: end\ndata: {code}\n\n".encode()
            await send({"type": "http.response.body", "body": body})

        async def put(packet: Packet) -> None:
            await send({"type": "http.response.body", "body": packet.event, "more_body": True})

        if (code := self._refusal(answer, key)) or not isinstance(answer, Entered):
            await end(code or BUSY)
            return
        line = Queue(put, end)
        window = self._open(scope, line, answer, key)
        gone = asyncio.ensure_future(self._until_gone(receive))
        try:
            while not gone.done() and not line.task.done():
                await asyncio.wait({gone, line.task}, timeout=BEAT, return_when="FIRST_COMPLETED")
                window.tell(pong=1)
        finally:
            gone.cancel()
            self.left(window)
            line.task.cancel()

    @staticmethod
    async def _until_gone(receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _enter(self, scope: Scope, more: dict[str, Any]) -> Entered | TurnedAwayError | None:
        """What the application says of one who comes; None when it says nothing."""
        answers: list[Entered | TurnedAwayError] = []
        if self.hub is not None and not self.hub.is_leaving:
            await self.ask(_door_of(scope), {DOOR: answers.append, **more})
        return answers[0] if answers else None

    def _refusal(self, answer: Entered | TurnedAwayError, key: Key) -> int:
        """The code to close with; 0 for one who may come in."""
        if isinstance(answer, TurnedAwayError):
            is_known = answer.actor.member_id is not None or isinstance(answer.error, Missing)
            return FORBIDDEN if is_known else UNKNOWN
        if self.hub is None or self.hub.is_leaving:
            return RESTARTING
        return BUSY if self.hub.is_full(key, answer.address) else 0

    def _open(self, scope: Scope, line: Any, who: Entered, key: Key) -> Window:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        client = asked.get("client", [""])[0]
        if self.hub is None or not is_client(client):
            client = ""
        hub = self.hub
        window = Window(line, client, hub.new_peer() if hub else 0)
        window.actor, window.address, window.whose = who.actor, who.address, who.whose
        window.language, window.readonly = who.language, who.readonly
        window.request = _kept(scope)
        window.epoch = _number(asked, "epoch") or 0
        if hub is None or not client:
            line.close(UNREADABLE)
        else:
            hub.come(window, key, who.text, window.epoch, _number(asked, "v"))
        return window

    def heard(self, window: Window, raw: str) -> None:
        """A window sent a message."""
        if self.hub is not None:
            hear(self.hub, window, raw)

    def left(self, window: Window) -> None:
        """A window is gone."""
        hub: Hub | None = self.hub
        if hub is not None:
            hub.leave(window)

    async def _beat(self, hub: Hub) -> None:
        """Ask the windows of our own server for a sign of life, some each second."""
        while True:
            for turn in range(BEATS):
                await asyncio.sleep(1)
                for room in hub.rooms.values():
                    for window in room.windows.values():
                        if window.peer % BEATS == turn and isinstance(window.line, Wire):
                            window.line.beat()

    async def _ask_again(self, window: Window) -> Entered | TurnedAwayError | None:
        """Who the person of a window is now."""
        return await self._enter(_again(window.request), {STREAM: True})


def _door_of(scope: Scope) -> Scope:
    """The request by which the application is asked who comes."""
    scheme = {"ws": "http", "wss": "https"}.get(scope.get("scheme", "http"), scope.get("scheme"))
    raw = scope.get("raw_path") or str(scope["path"]).encode()
    return {
        **scope,
        "type": "http",
        "method": "GET",
        "scheme": scheme,
        "http_version": "1.1",
        "path": str(scope["path"]).removesuffix(_EVENTS),
        "raw_path": raw.removesuffix(_EVENTS.encode()),
        # Routing would look for addresses of websockets.
        "headers": [one for one in scope["headers"] if not one[0].startswith(_OF_THE_LINE)],
    }


def _kept(scope: Scope) -> tuple[Any, ...]:
    """A request in few octets: it is kept as long as its window is open."""
    headers = (
        b"%b:%b" % (name, value)
        for name, value in scope["headers"]
        if not name.startswith(_OF_THE_LINE)
    )
    return b"\n".join(headers), *(scope.get(name) for name in _KEPT)


def _again(request: tuple[Any, ...]) -> Scope:
    """The request that was kept."""
    headers, *values = request
    pairs = (one.partition(b":") for one in headers.split(b"\n") if one)
    given = [(name, value) for name, _, value in pairs]
    return {"type": "websocket", "headers": given, **dict(zip(_KEPT, values, strict=True))}


def _number(asked: dict[str, list[str]], name: str) -> int | None:
    with contextlib.suppress(KeyError, ValueError):
        value = int(asked[name][0][:16])
        return value if 0 <= value < 2**53 else None
    return None
