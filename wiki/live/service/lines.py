"""The ways out to a window: what waits is bounded, and one that reads slowly is let go of."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from wiki.live.rules import BUSY, WAITING, WAITING_OCTETS
from wiki.live.service.frames import TEXT, frame_of

Send = Callable[[dict[str, Any]], Awaitable[None]]
#: Seconds that a window is given to read what waits before its line is closed.
LEAVE = 5.0


class Packet:
    """A message to any number of windows, put into each form once."""

    __slots__ = ("_event", "_frame", "data", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode()
        self._frame: bytes | None = None
        self._event: bytes | None = None

    @property
    def frame(self) -> bytes:
        """As a frame of a websocket."""
        if self._frame is None:
            self._frame = frame_of(TEXT, self.data)
        return self._frame

    @property
    def event(self) -> bytes:
        """As an event of a stream (`text/event-stream`); JSON has no line break in it."""
        if self._event is None:
            self._event = b"data: " + self.data + b"\n\n"
        return self._event


class Line(Protocol):
    """A way to one window."""

    def put(self, packet: Packet) -> None:
        """Send soon, after what waits."""

    def close(self, code: int) -> None:
        """Send what waits, then close for that reason."""


class Queue:
    """A line by a task of its own, which `put` sends one message after the other.

    `end(code)` is called once what waited before `close` is sent.
    """

    def __init__(
        self, put: Callable[[Packet], Awaitable[None]], end: Callable[[int], Awaitable[None]]
    ) -> None:
        self._put, self._end = put, end
        self._waiting: deque[Packet] = deque()
        self._octets = 0
        self._code: int | None = None
        self._something = asyncio.Event()
        self.task = asyncio.ensure_future(self._run())

    def put(self, packet: Packet) -> None:
        """Send soon; too much that waits closes the line, and is forgotten."""
        if self._code is not None:
            return
        self._octets += len(packet.data)
        if len(self._waiting) >= WAITING or self._octets > WAITING_OCTETS + len(packet.data):
            self._waiting.clear()
            self.close(BUSY)
            return
        self._waiting.append(packet)
        self._something.set()

    def close(self, code: int) -> None:
        """Send what waits, then close for that reason."""
        if self._code is None:
            self._code = code
            self._something.set()
            asyncio.get_running_loop().call_later(LEAVE, self.task.cancel)

    async def _run(self) -> None:
        with contextlib.suppress(Exception):  # the other end is gone: its reader tells it
            while True:
                await self._something.wait()
                self._something.clear()
                while self._waiting:
                    packet = self._waiting.popleft()
                    self._octets -= len(packet.data)
                    await self._put(packet)
                if self._code is not None:
                    await self._end(self._code)
                    return
