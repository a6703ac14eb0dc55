"""The connection of a window, once the server has handed it over."""

from __future__ import annotations

from typing import Any

from tests.apart import run
from tests.live.service.test_frames import sent
from wiki.live.rules import BURST, TOO_OFTEN, WAITING_OCTETS
from wiki.live.service.frames import (
    BINARY,
    BROKEN,
    CLOSE,
    NO_TEXT,
    PING,
    PONG,
    TEXT,
    frame_of,
)
from wiki.live.service.lines import Packet
from wiki.live.service.rooms import Window
from wiki.live.views.wire import Wire


class Transport:
    """A connection whose other end reads nothing, unless `written` is emptied."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.aborted = self.closed = False

    def is_closing(self) -> bool:
        return self.aborted or self.closed

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self.written))

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True


class Heard:
    """What comes of a window."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.is_over = False

    def heard(self, _window: Window, raw: str) -> None:
        self.messages.append(raw)

    def left(self, _window: Window) -> None:
        self.is_over = True


class Opened:
    """A window whose connection was handed over."""

    def __init__(self) -> None:
        self.transport, self.heard, self.connections = Transport(), Heard(), set[Any]()
        self.wire = Wire(self.transport, self.connections)
        self.wire.serve(self.heard, Window(self.wire, "fenetre1", 1))

    def come(self, opcode: int, payload: bytes, **how: bool) -> None:
        """The other end sends a frame."""
        self.wire.data_received(sent(opcode, payload, **how))

    def told(self) -> list[bytes]:
        """What was written since."""
        told, self.transport.written[:] = list(self.transport.written), []
        return told


def reason(code: int) -> bytes:
    """The frame that closes for a reason."""
    return frame_of(CLOSE, code.to_bytes(2, "big"))


def test_it_hears_answers_and_ends() -> None:
    one = Opened()
    one.come(TEXT, "« é »".encode())
    one.come(BINARY, b"\0")
    one.come(PING, b"la ?")
    assert one.heard.messages == ["« é »", ""]
    assert one.told() == [frame_of(PONG, b"la ?")]
    one.come(CLOSE, (1001).to_bytes(2, "big") + b"adieu")
    assert one.told() == [reason(1001)]
    one.wire.connection_lost(None)
    assert (one.transport.closed, one.heard.is_over, one.connections) == (True, True, set())


def test_a_window_is_closed_once_and_hears_no_more() -> None:
    async def close() -> None:
        one = Opened()
        one.wire.close(1012)
        one.wire.close(1013)
        one.wire.put(Packet("trop tard"))
        one.wire.beat()
        one.come(TEXT, b"trop tard")
        assert one.told() == [reason(1012)]
        assert not one.heard.messages
        assert not one.transport.closed
        one.come(CLOSE, (1012).to_bytes(2, "big"))
        assert not one.told()
        assert one.transport.closed

    run(close())


def test_closes_on_what_cannot_be_read() -> None:
    async def ask() -> None:
        for opcode, payload, is_masked, code in (
            (TEXT, b"\xff", True, NO_TEXT),
            (TEXT, b"nu", False, BROKEN),
            (CLOSE, b"x", True, BROKEN),
        ):
            one = Opened()
            one.come(opcode, payload, is_masked=is_masked)
            assert one.told() == [reason(code)]
            assert not one.heard.messages

    run(ask())


def test_closes_on_who_only_asks_whether_it_is_there() -> None:
    async def ask() -> None:
        one = Opened()
        for _ in range(int(BURST) + 60):
            one.come(PING, b"")
        assert one.told()[-1] == reason(TOO_OFTEN)

    run(ask())


def test_closes_on_who_asks_and_reads_no_answer() -> None:
    async def ask() -> None:
        one = Opened()
        one.transport.write(b"x" * WAITING_OCTETS)
        one.come(PING, b"la ?")
        assert one.transport.written[1:] == [frame_of(PONG, b"la ?")]
        one.come(PING, b"la ?")
        assert one.transport.aborted
        assert len(one.transport.written) == 2

    run(ask())


def test_cuts_who_gives_no_sign_of_life() -> None:
    one = Opened()
    one.wire.beat()
    assert one.told() == [frame_of(PING, b"")]
    one.come(PONG, b"")
    one.wire.beat()
    assert one.told() == [frame_of(PING, b"")]
    assert not one.transport.aborted
    one.wire.beat()
    assert one.transport.aborted


def test_cuts_who_reads_nothing() -> None:
    async def fill() -> None:
        one = Opened()
        for _ in range(1_000):
            one.wire.put(Packet("x" * 9_000))
        assert one.transport.aborted
        assert one.transport.get_write_buffer_size() < WAITING_OCTETS + 20_000

    run(fill())
