"""Who has a text open in this process, and what they are told. The event loop alone touches it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from wiki.kernel.permissions import Actor
from wiki.live.rules import BURST, CARETS, COLOURS, FLUSH, PER_MESSAGE, RATE
from wiki.live.service.lines import Line, Packet
from wiki.live.service.pace import Pace

Key = tuple[str, str, str]


def dumps(message: object) -> str:
    """A message as it travels."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


class Window:
    """One open editor: who writes there, how it is reached, how far it may go."""

    __slots__ = (
        "_pace",
        "actor",
        "address",
        "asked_at",
        "checked_at",
        "client",
        "colour",
        "epoch",
        "language",
        "line",
        "peer",
        "readonly",
        "request",
        "room",
        "whose",
    )

    def __init__(self, line: Line, client: str, peer: int) -> None:
        self.line = line
        self.client = client
        self.peer = peer
        self.actor = Actor()
        #: Whose windows are counted together.
        self.address = ""
        #: Who alone may use its name: a member, the session of a visitor.
        self.whose = ""
        self.language = ""
        #: Why its person may not write, as a sentence.
        self.readonly: str | None = None
        self.colour = 0
        self.epoch = 0
        self.room: Room | None = None
        #: The request that it came by, to ask again who it is.
        self.request: Any = None
        self._pace = Pace(RATE, BURST)
        self.asked_at = time.monotonic()
        self.checked_at = 0.0

    def may_send(self, octets: int) -> bool:
        """Whether it keeps to the pace of a person; what is long counts as several messages."""
        return self._pace.spend(1 + octets // PER_MESSAGE)

    def tell(self, **message: Any) -> None:
        """Send a message to this window alone."""
        self.line.put(Packet(dumps(message)))

    def described(self) -> dict[str, Any]:
        """What the others see of it; nothing of it comes from the browser."""
        kind = "visitor" if self.actor.member_id is None else "member"
        return {"id": self.peer, "name": self.actor.name, "colour": self.colour, "kind": kind}


class Room:
    """The windows of one text."""

    def __init__(self, doc_id: int, key: Key) -> None:
        self.doc_id = doc_id
        self.key = key
        self.windows: dict[int, Window] = {}
        #: Those that wait for the text.
        self.coming: set[int] = set()
        #: What waits to be told: changes from a version on, and carets by window.
        self._updates: list[str] = []
        self._first = 0
        self._carets: dict[int, str] = {}
        #: Where the carets were last, by window.
        self.places: dict[int, tuple[int, int]] = {}
        #: When changes were last told.
        self._told = 0.0
        self._timer: asyncio.Handle | None = None
        self._due = 0.0

    # -- Who is there

    def add(self, window: Window) -> None:
        """A window has the text: the others see it come."""
        self.coming.discard(window.peer)
        window.colour = self._colour_of(window)
        self._send(dumps({"join": window.described()}))
        self.windows[window.peer] = window

    def _colour_of(self, window: Window) -> int:
        """That of the same person, else the one that the fewest have."""
        worn = [0] * COLOURS
        for other in self.windows.values():
            if window.actor.member_id is not None and (
                other.actor.member_id == window.actor.member_id
            ):
                return other.colour
            worn[other.colour] += 1
        return worn.index(min(worn))

    def remove(self, window: Window) -> None:
        """A window goes."""
        if self.windows.pop(window.peer, None) is not None:
            self._carets.pop(window.peer, None)
            self.places.pop(window.peer, None)
            self._send(dumps({"leave": window.peer}))

    def peers(self, but: Window) -> list[dict[str, Any]]:
        """The other windows."""
        return [one.described() for one in self.windows.values() if one is not but]

    # -- What they are told

    def changed(self, first: int, updates: Sequence[str]) -> None:
        """Changes were kept: tell them soon, with those that are about to come."""
        if not self._updates:
            self._first = first
        self._updates += updates
        self._by(max(self._told + FLUSH, asyncio.get_running_loop().time()))

    def caret(self, window: Window, anchor: int, head: int) -> None:
        """A caret moved: told with the changes that come next, or by itself a moment later."""
        self.places[window.peer] = anchor, head
        self._carets[window.peer] = f"[{window.peer},{anchor},{head}]"
        self._by(asyncio.get_running_loop().time() + CARETS)

    def tell(self, messages: Sequence[str]) -> None:
        """Tell everybody, after the changes that wait."""
        self.flush()
        for message in messages:
            self._send(message)

    def each(self, do: Callable[[Window], None]) -> None:
        """For each window, whatever becomes of it meanwhile."""
        for window in list(self.windows.values()):
            do(window)

    def _by(self, due: float) -> None:
        """Send what waits at this moment of the loop's time, or before."""
        if self._timer is not None:
            if self._due <= due:
                return
            self._timer.cancel()
        self._due = due
        self._timer = asyncio.get_running_loop().call_at(due, self.flush)

    def flush(self) -> None:
        """Send what waits, in one message, put together once for all windows."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        parts = []
        if self._updates:
            parts.append(f'"v":{self._first},"u":[{",".join(self._updates)}]')
            self._updates = []
            # Carets alone do not count: they would make the change that follows them wait.
            self._told = asyncio.get_running_loop().time()
        if self._carets:
            parts.append(f'"c":[{",".join(self._carets.values())}]')
            self._carets = {}
        if parts:
            self._send("{" + ",".join(parts) + "}")

    def _send(self, text: str) -> None:
        if self.windows:
            packet = Packet(text)
            for window in self.windows.values():
                window.line.put(packet)
