"""The ways out to a window: nobody waits for one that does not read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.apart import run
from wiki.live.rules import BUSY, WAITING, WAITING_OCTETS
from wiki.live.service import lines
from wiki.live.service.lines import Packet, Queue
from wiki.live.views.wire import Wire


class Transport:
    """A connection whose other end reads nothing."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.aborted = False

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.written.append(data)

    def get_write_buffer_size(self) -> int:
        """All of it waits."""
        return sum(map(len, self.written))

    def is_closing(self) -> bool:
        """Whether it was cut off."""
        return self.aborted

    def abort(self) -> None:
        """Cut it off."""
        self.aborted = True


@pytest.mark.parametrize(("size", "most"), [(10, WAITING), (90_000, WAITING_OCTETS // 90_000 + 1)])
def test_a_queue_that_nobody_reads_is_bounded(size: int, most: int) -> None:
    sent: list[str] = []
    ended: list[int] = []

    async def put(packet: Packet) -> None:
        sent.append(packet.text)
        await asyncio.sleep(60)

    async def end(code: int) -> None:
        ended.append(code)

    async def fill() -> int:
        line = Queue(put, end)
        await asyncio.sleep(0)
        taken = 0
        while line._code is None:
            line.put(Packet("x" * size))
            taken += 1
        line.task.cancel()
        return taken - 1

    assert run(fill()) <= most
    assert ended == []


def test_a_queue_that_nobody_reads_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LEAVE", 0.01)

    async def never(_packet: object) -> None:
        await asyncio.Event().wait()

    async def wait() -> bool:
        line = Queue(never, never)
        line.put(Packet("{}"))
        await asyncio.sleep(0)
        line.close(BUSY)
        await asyncio.wait({line.task}, timeout=10)
        return line.task.done()

    assert run(wait())


def test_what_waits_is_sent_before_the_end() -> None:
    sent: list[Any] = []

    async def put(packet: Packet) -> None:
        sent.append(packet.text)

    async def end(code: int) -> None:
        sent.append(code)

    async def ask() -> None:
        line = Queue(put, end)
        line.put(Packet("un"))
        line.close(1012)
        line.put(Packet("trop tard"))
        await line.task

    run(ask())
    assert sent == ["un", 1012]


def test_a_wire_that_nobody_reads_is_cut() -> None:
    transport = Transport()

    async def end(_code: int) -> None:
        raise AssertionError("it does not read that either")

    async def fill() -> None:
        line = Wire(transport, end)
        for _ in range(1_000):
            line.put(Packet("x" * 9_000))

    run(fill())
    assert transport.aborted
    assert transport.get_write_buffer_size() < WAITING_OCTETS + 20_000


@pytest.mark.parametrize("size", [1, 125, 126, 65_535, 65_536])
def test_a_frame_is_one_that_browsers_read(size: int) -> None:
    frame = Packet("x" * size).frame
    head = len(frame) - size
    assert (frame[0], head) == (0x81, 2 if size < 126 else 4 if size < 65_536 else 10)
    told = frame[1] if head == 2 else int.from_bytes(frame[2:head], "big")
    assert told == size
    assert BUSY == 1013
