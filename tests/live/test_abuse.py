"""A member whose browser sends anything, beside people who write: nobody else notices.

A slice in the suite; `WIKI_FUZZ=1` for 3,000 messages.
"""

from __future__ import annotations

import asyncio
import os
import random

from tests.apart import run
from tests.live.conftest import Live
from tests.live.service.test_text import strange
from tests.live.typists import Typist, settled

FRAMES = 3_000 if "WIKI_FUZZ" in os.environ else 250


def test_whatever_one_sends_the_others_write_on(live: Live) -> None:
    dice = random.Random(FRAMES)
    codes: set[int | None] = set()

    async def abuse(over: asyncio.Event) -> None:
        attacker = live.typist("charlie")
        for number in range(FRAMES):
            if attacker.reader is None or attacker.reader.done():
                codes.add(attacker.closed)
                attacker = live.typist("charlie")
                await attacker.come()
            raw = strange(dice, len(attacker.text) // 2, attacker.v or 0, number + 1)
            raw = raw.replace(f"fenetre{(number + 1) // 50}", attacker.client)
            if number % 90 == 80:
                raw = "x" * 300_000
            elif number % 90 == 81:
                raw = '{"c":{"a":1,"h":' + str(dice.choice((-1, 2**70, '"x"', 3))) + "}}"
            await attacker.say(raw)
            await asyncio.sleep(0)
        await attacker.leave()
        # One who waits hears why, and has nothing on its way when it is closed.
        await (attacker := live.typist("charlie")).come()
        await attacker.say("null")
        assert attacker.reader is not None
        await attacker.reader
        codes.add(attacker.closed)
        over.set()

    async def write() -> list[Typist]:
        honest = [live.typist(name) for name in ("alice", "bob")]
        for one in honest:
            await one.come()
        over = asyncio.Event()
        hostile = asyncio.ensure_future(abuse(over))
        while not over.is_set() and not hostile.done():
            await dice.choice(honest).type_at_random(dice)
            await asyncio.sleep(0.05)
        await hostile
        await honest[0].type(0, 0, "fin ")  # taken after all that was sent before
        await settled(honest)
        for one in honest:
            assert one.closed is None
            await one.leave()
        return honest

    honest = run(write())
    assert {one.shown for one in honest} == {live.kept()}
    assert 4400 in codes
    with live.running.client() as client:
        assert client.get("/wiki/Accueil").status_code == 200
