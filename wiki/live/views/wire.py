"""The shortest way to a window: frames written to its connection, with no task for each of them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from wiki.live.rules import BUSY, WAITING_OCTETS
from wiki.live.service.lines import Packet


class Wire:
    """A line to a websocket of our own server, which gives its transport (`wiki.sockets`)."""

    NAME = "wiki.transport"

    def __init__(self, transport: Any, end: Callable[[int], Awaitable[None]]) -> None:
        self.transport = transport
        self._end = end
        self._is_over = False
        self.task: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def put(self, packet: Packet) -> None:
        """Send; a window that reads so slowly that too much waits is let go of."""
        if self._is_over:
            return
        transport = self.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > WAITING_OCTETS:
            self.close(BUSY)
            return
        transport.write(packet.frame)

    def close(self, code: int) -> None:
        """Close for that reason; a window that does not even read that is cut off."""
        if self._is_over:
            return
        self._is_over = True
        if self.transport.get_write_buffer_size() > WAITING_OCTETS:
            self.transport.abort()
            return
        self.task = asyncio.ensure_future(self._close(code))

    async def _close(self, code: int) -> None:
        with contextlib.suppress(Exception):  # the other end is gone: its reader tells it
            await self._end(code)
