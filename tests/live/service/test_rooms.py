"""What the windows of a text are told, and when."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.apart import run
from wiki.live.rules import CARETS, FLUSH
from wiki.live.service.rooms import Room, Window


class Heard:
    """A line that keeps what is told."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def put(self, packet: Any) -> None:
        self.said.append(json.loads(packet.text))


def told(act: Any) -> tuple[list[dict[str, Any]], float]:
    """What a window hears of an act on its room, and how soon the room means to tell it."""

    async def hear() -> tuple[list[dict[str, Any]], float]:
        room, line = Room(1, ("page", "x", "")), Heard()
        window = Window(line, "fenetre1", 1)  # type: ignore[arg-type] - nothing else is asked of it
        room.add(window)
        act(room, window)
        wait = room._due - asyncio.get_running_loop().time()
        room.flush()
        return line.said, wait

    return run(hear())


def move_and_type(room: Room, window: Window) -> None:
    room.caret(window, 3, 3)
    room.changed(7, ['["fenetre1",1,1,[[0,"x"]]]'])


def test_a_caret_goes_with_the_change_that_follows_it_and_never_holds_it() -> None:
    said, wait = told(move_and_type)
    assert said == [{"v": 7, "u": [["fenetre1", 1, 1, [[0, "x"]]]], "c": [[1, 3, 3]]}]
    assert wait <= 0


def test_a_caret_that_was_told_alone_does_not_hold_the_next_change() -> None:
    def act(room: Room, window: Window) -> None:
        room.caret(window, 3, 3)
        room.flush()
        move_and_type(room, window)

    assert told(act)[1] <= 0


def test_changes_are_told_together_for_a_moment() -> None:
    def act(room: Room, window: Window) -> None:
        move_and_type(room, window)
        room.flush()
        move_and_type(room, window)

    wait = told(act)[1]
    assert 0 < wait <= FLUSH < CARETS
