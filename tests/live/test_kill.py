"""The server is killed while ten people type: what it acknowledged is there, once, and shown alike.

Two rounds in the suite; `WIKI_KILL_ROUNDS=50` for the whole campaign.
"""

from __future__ import annotations

import asyncio
import os
import random

from tests.apart import run
from tests.live.conftest import Live
from tests.live.typists import Typist, settled

PEOPLE = 10
ROUNDS = int(os.environ.get("WIKI_KILL_ROUNDS", "2"))
SEED = 20_261_127


def starts_of_lines(typist: Typist) -> list[int]:
    """Where a line begins, so that what is typed stays in one piece."""
    text = typist.text
    return [0] + [at // 2 + 1 for at in range(0, len(text), 2) if text[at : at + 2] == b"\n\x00"]


class Person:
    """Somebody who writes line after line, and notes what was acknowledged."""

    def __init__(self, typist: Typist) -> None:
        self.typist = typist
        self.typed: list[str] = []

    def acknowledged(self) -> list[str]:
        """The lines that the server has told to everybody."""
        waiting = [self.typist.inflight[1]] if self.typist.inflight else []
        waiting += [self.typist.buffer] if self.typist.buffer else []
        held = "".join(str(one.to_json()) for one in waiting)
        return [line for line in self.typed if f"'{line}'" not in held]

    async def write(self, dice: random.Random, mark: str, over: asyncio.Event) -> None:
        """Type until the server is killed, and a little after."""
        for number in range(100_000):
            line = f"{mark}n{number}x"
            self.typed.append(line)
            await self.typist.type(dice.choice(starts_of_lines(self.typist)), 0, f"{line}\n")
            if over.is_set():
                return
            await asyncio.sleep(dice.uniform(0.0, 0.1))


async def one_round(live: Live, people: list[Person], number: int, dice: random.Random) -> None:
    """Everybody types; at some moment the server is killed, then starts again."""
    over = asyncio.Event()
    work = [
        asyncio.ensure_future(one.write(dice, f"m{number}p{who}", over))
        for who, one in enumerate(people)
    ]
    await asyncio.sleep(dice.uniform(0.3, 2.0))
    await asyncio.to_thread(live.running.kill)
    over.set()
    await asyncio.gather(*work)
    for one in people:
        if one.typist.reader is not None:
            await one.typist.reader
    kept = live.kept().split("\n")
    for one in people:
        for line in one.acknowledged():
            assert kept.count(line) == 1, line
    await asyncio.to_thread(live.running.start)
    for one in people:
        await one.typist.come()
        await one.typist.push(again=True)
    await settled([one.typist for one in people], 120)


def test_what_was_acknowledged_is_there_once(live: Live) -> None:
    dice = random.Random(SEED)
    people = [Person(live.typist(f"personne {number}")) for number in range(PEOPLE)]

    async def write() -> None:
        for one in people:
            await one.typist.come()
        for number in range(ROUNDS):
            await one_round(live, people, number, dice)
        for one in people:
            await one.typist.leave()

    run(write())
    assert {one.typist.shown for one in people} == {live.kept()}
    kept = live.kept().split("\n")
    typed = [line for one in people for line in one.typed]
    assert len(typed) > PEOPLE * ROUNDS
    assert sorted(line for line in kept if line.endswith("x")) == sorted(typed)
