"""The shortest way to a window: our own server shakes hands, then hands the connection over.

No task, no queue and no parser is kept for it: what comes is read where it comes, and frames made
once for all windows are written as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import MutableSet
from typing import Any, Protocol

from wiki.live.rules import BUSY, MESSAGE, RESTARTING, TOO_OFTEN, WAITING_OCTETS
from wiki.live.service.frames import (
    BINARY,
    BROKEN,
    CLOSE,
    NO_TEXT,
    PING,
    PONG,
    TEXT,
    BrokenError,
    Reader,
    frame_of,
)
from wiki.live.service.lines import Packet
from wiki.live.service.rooms import Window

#: Seconds that the other end is given to say that it read why it is closed.
LEAVE = 10.0
_PING = frame_of(PING, b"")


class Listener(Protocol):
    """What a wire brings what it hears to."""

    def heard(self, window: Window, raw: str) -> None:
        """A message came."""

    def left(self, window: Window) -> None:
        """The connection is over."""


class Wire(asyncio.Protocol):
    """A connection with a window, from the end of the handshake on, and the line to it."""

    #: Under which the server gives what hands a connection over, among a scope's extensions.
    NAME = "wiki.hand_over"
    __slots__ = (
        "_connections",
        "_is_asked",
        "_is_over",
        "_listener",
        "_reader",
        "_transport",
        "_window",
    )

    def __init__(self, transport: Any, connections: MutableSet[Any]) -> None:
        """`connections` are those that the server closes when it ends."""
        self._transport = transport
        self._connections = connections
        self._reader = Reader(MESSAGE)
        self._listener: Listener | None = None
        self._window: Window | None = None
        self._is_over = self._is_asked = False
        connections.add(self)

    def serve(self, listener: Listener, window: Window) -> None:
        """Begin to listen for a window."""
        self._listener, self._window = listener, window

    # -- Out

    def put(self, packet: Packet) -> None:
        """Send; a window that reads so slowly that too much waits is let go of."""
        self._write(packet.frame)

    def _write(self, frame: bytes) -> None:
        transport = self._transport
        if self._is_over or transport.is_closing():
            return
        if transport.get_write_buffer_size() > WAITING_OCTETS:
            self.close(BUSY)
            return
        transport.write(frame)

    def close(self, code: int) -> None:
        """Close for that reason; a window that does not even read that is cut off."""
        if self._is_over:
            return
        self._is_over = True
        if self._transport.get_write_buffer_size() > WAITING_OCTETS:
            self._transport.abort()
            return
        self._transport.write(frame_of(CLOSE, code.to_bytes(2, "big")))
        asyncio.get_running_loop().call_later(LEAVE, self._transport.abort)

    def beat(self) -> None:
        """Ask for a sign of life, now and then; who gave none since the last time is cut off."""
        if self._is_asked:
            self._transport.abort()
        elif not self._is_over and not self._transport.is_closing():
            self._is_asked = True
            self._transport.write(_PING)

    def shutdown(self) -> None:
        """The server ends."""
        self.close(RESTARTING)
        self._transport.close()

    # -- In

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self._is_asked = False
        try:
            for opcode, payload in self._reader.read(data):
                self._take(opcode, payload)
        except BrokenError as error:
            self.close(error.code)
            self._transport.close()  # nothing that comes after it can be read

    def connection_lost(self, _error: Exception | None) -> None:
        """It is over, whoever ended it."""
        self._is_over = True
        self._connections.discard(self)
        if self._listener is not None and self._window is not None:
            self._listener.left(self._window)

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == CLOSE:
            self._answer(payload)
        elif self._is_over or self._listener is None or self._window is None:
            return
        elif opcode in (TEXT, BINARY):
            try:
                raw = payload.decode() if opcode == TEXT else ""
            except UnicodeDecodeError:
                self.close(NO_TEXT)
            else:
                self._listener.heard(self._window, raw)
        elif not self._window.may_send(len(payload)):
            self.close(TOO_OFTEN)
        elif opcode == PING:
            self._write(frame_of(PONG, payload))

    def _answer(self, payload: bytes) -> None:
        """The other end closes, or has read that we do."""
        if not self._is_over:
            self._is_over = True
            reason = BROKEN.to_bytes(2, "big") if len(payload) == 1 else payload[:2]
            self._transport.write(frame_of(CLOSE, reason))
        self._transport.close()
