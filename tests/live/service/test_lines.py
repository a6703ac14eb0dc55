"""The ways out to a window: nobody waits for one that does not read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.apart import run
from wiki.live.rules import BUSY, WAITING, WAITING_OCTETS
from wiki.live.service import lines
from wiki.live.service.lines import Packet, Queue


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
