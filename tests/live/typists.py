"""A window without a browser: it types, keeps one message in flight, and follows the others."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from wiki.ot.change_set import Builder, ChangeSet, text_of, units
from wiki.ot.composing import compose
from wiki.ot.mapping import map_over


class Typist:
    """What the browser's core does, in Python: `shown` is the text that its person sees."""

    def __init__(self, url: str, cookie: str, name: str = "") -> None:
        self.url = url
        self.cookie = cookie
        self.client = name or secrets.token_hex(6)
        self.text = b""
        self.v: int | None = None
        self.epoch = 0
        self.inflight: tuple[int, ChangeSet] | None = None
        self.buffer: ChangeSet | None = None
        self.cid = 0
        self.heard: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.socket: ClientConnection | None = None
        self.reader: asyncio.Task[None] | None = None
        self.greeted = asyncio.Event()

    @property
    def shown(self) -> str:
        """The text with what is not yet acknowledged."""
        return text_of(self.text)

    @property
    def is_settled(self) -> bool:
        """Whether everything that was typed is acknowledged."""
        return self.inflight is None and self.buffer is None

    async def come(self, **headers: str) -> None:
        """Open the window, or open it again; raises what the handshake is refused with."""
        where = f"{self.url}?client={self.client}"
        if self.v is not None:
            where += f"&v={self.v}&epoch={self.epoch}"
        origin = "http" + self.url.removeprefix("ws").split("/live/")[0]
        given = {"Origin": origin, "Cookie": f"wiki_session={self.cookie}"} | headers
        self.greeted.clear()
        self.closed = None
        self.socket = await connect(
            where,
            additional_headers={key: value for key, value in given.items() if value},
            compression=None,
            max_size=None,
            user_agent_header=None,
        )
        self.reader = asyncio.ensure_future(self._read(self.socket))
        await asyncio.wait(
            {self.reader, asyncio.ensure_future(self.greeted.wait())}, return_when="FIRST_COMPLETED"
        )

    async def leave(self) -> None:
        """Close the window."""
        if self.socket is not None:
            await self.socket.close()
        if self.reader is not None:
            await self.reader

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for raw in socket:
                self.hear(json.loads(raw))
                await self.push()
        except ConnectionClosed:
            pass
        self.closed = socket.close_code

    def hear(self, message: dict[str, Any]) -> None:
        """What the server says."""
        self.heard.append(message)
        if "init" in message:
            self.text, self.v = units(message["init"]), message["v"]
            self.inflight = self.buffer = None
        for at, (client, cid, _peer, changes) in enumerate(message.get("u", ())):
            if message["v"] + at == (self.v or 0) + 1:
                self._follow(client, cid, changes)
                self.v = (self.v or 0) + 1
        if "epoch" in message:
            self.epoch = message["epoch"]
            self.greeted.set()

    def _follow(self, client: str, cid: int, changes: Any) -> None:
        if client == self.client and self.inflight and cid == self.inflight[0]:
            self.inflight = None
            return
        mine = [self.inflight[1]] if self.inflight else []
        mine += [self.buffer] if self.buffer else []
        theirs = ChangeSet.parse(changes, mine[0].length if mine else len(self.text) // 2)
        mapped = []
        for one in mine:
            mapped.append(map_over(one, theirs))
            theirs = map_over(theirs, one, before=True)
        self.text = theirs.apply(self.text)
        if self.inflight:
            self.inflight = self.inflight[0], mapped.pop(0)
        if self.buffer:
            self.buffer = mapped.pop(0)

    async def type(self, at: int, deleted: int, put: str) -> None:
        """Change the text, at a place and for a length in UTF-16 units."""
        length = len(self.text) // 2
        at = min(at, length)
        deleted = min(deleted, length - at)
        changes = Builder()
        changes.add(at, None)
        changes.add(deleted, units(put))
        changes.add(length - at - deleted, None)
        made = changes.done()
        self.text = made.apply(self.text)
        self.buffer = compose(self.buffer, made) if self.buffer else made
        await self.push()

    async def push(self, *, again: bool = False) -> None:
        """Send what is typed, one message at a time; `again`, what may not have arrived."""
        if self.socket is None or not self.greeted.is_set():
            return
        if self.inflight is None and self.buffer is not None:
            self.cid += 1
            self.inflight, self.buffer = (self.cid, self.buffer), None
        elif not again:
            return
        if self.inflight is not None:
            cid, changes = self.inflight
            message = {"p": self.v, "cl": self.client, "len": changes.length}
            await self.say(message | {"u": [[cid, changes.to_json()]]})

    async def say(self, message: object) -> None:
        """Send a message, whatever it is."""
        if self.socket is not None:
            try:
                await self.socket.send(message if isinstance(message, str) else json.dumps(message))
            except ConnectionClosed:
                return

    async def type_at_random(self, dice: random.Random, word: str = "") -> None:
        """As people do: words put here and there, some taken away."""
        length = len(self.text) // 2
        put = word or dice.choice(("un ", "deux\n", "é", "字", "🪚", ""))
        deleted = 0 if word else dice.choice((0, 0, 0, 1, 3))
        at = dice.randint(0, length)
        raw = self.text
        while 0 < at < length and 0xDC <= raw[2 * at + 1] < 0xE0:
            at -= 1
        while 0 < at + deleted < length and 0xDC <= raw[2 * (at + deleted) + 1] < 0xE0:
            deleted += 1
        if put or deleted:
            await self.type(at, deleted, put)


async def settled(typists: list[Typist], patience: float = 60.0) -> None:
    """Wait until everybody has everything."""
    async with asyncio.timeout(patience):
        while not all(one.is_settled for one in typists) or len({one.v for one in typists}) > 1:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
