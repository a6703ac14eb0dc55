"""What windows send, staged on a text without a database: taken or refused, never anything else."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from wiki.live.queries import Head, Logged
from wiki.live.rules import BEHIND, WORK_BURST
from wiki.live.service.hearing import UnreadableError, push_of, read
from wiki.live.service.log import Opened, replayed
from wiki.live.service.pace import Pace
from wiki.live.service.rooms import Room, Window
from wiki.live.service.text import Push, RefusedPushError, SharedText, Stage
from wiki.markup.bounds import MAX_BYTES
from wiki.ot.change_set import text_of

CASES = 200_000 if "WIKI_FUZZ" in os.environ else 3_000
SEED = 6
TEXT = "Un été à Nîmes 🪚\n\n- un\n- deux\n"
CODES = {"unreadable", "forged", "full", "version"}


class Desk:
    """A text, what was kept of it, and the windows that write."""

    def __init__(self) -> None:
        self.opened = Opened(Head(1, 1, 0, 0, 1, 0), TEXT)
        self.kept: list[Logged] = []
        self.text = SharedText.load(self.opened, ())

    def fetch(self, after: int, until: int) -> list[Logged]:
        """The changes after a version."""
        return self.kept[after:until]

    def known(self, client: str) -> tuple[int, int | None] | None:
        """Whose a client is, and the last number that it gave."""
        own = [(one.cid, one.member_id) for one in self.kept if one.client == client]
        return own[-1] if own else None

    def send(self, push: Push) -> str | None:
        """Take what is sent; the code of the refusal, if it is refused."""
        stage = Stage(self.text)
        try:
            stage.take(push, self.fetch, self.known)
        except RefusedPushError as error:
            if error.code not in CODES or stage.taken:
                raise
            return error.code
        self.kept += [Logged(*self._row(one)) for one in stage.taken]
        self.text.become(stage)
        return None

    @staticmethod
    def _row(one: Any) -> tuple[Any, ...]:
        return one.v, one.client, one.cid, one.member_id, one.changes

    def push(
        self, v: int, length: int, *updates: Any, client: str = "fenetre1", who: int = 1
    ) -> Push:
        """A message of a window."""
        return Push(1, 1, client, v, length, updates, who, 1, lambda _code: None)


@pytest.fixture
def desk() -> Desk:
    """A text that nobody has changed."""
    return Desk()


def size(text: SharedText) -> int:
    """Its length in UTF-16 units."""
    return len(text.text) // 2


def test_sent_twice_it_is_there_once(desk: Desk) -> None:
    first = desk.push(0, size(desk.text), (1, [size(desk.text), [0, "x"]]))
    assert desk.send(first) is None
    assert desk.send(first) is None
    assert len(desk.kept) == 1
    late = desk.push(1, size(desk.text), (1, [size(desk.text), [0, "x"]]))
    assert desk.send(late) == "unreadable"


def test_nobody_takes_the_name_of_another_s_window(desk: Desk) -> None:
    length = size(desk.text)
    assert desk.send(desk.push(0, length, (1, [length, [0, "x"]]))) is None
    assert desk.send(desk.push(1, length + 1, (2, [length + 1, [0, "y"]]), who=2)) == "forged"
    desk.text.clients.clear()  # as after a restart
    assert desk.send(desk.push(1, length + 1, (2, [length + 1, [0, "y"]]), who=2)) == "forged"


def test_a_version_of_another_epoch_is_no_version(desk: Desk) -> None:
    push = desk.push(0, size(desk.text), (1, [size(desk.text), [0, "x"]]))
    push.epoch = 2
    assert desk.send(push) == "version"


def test_a_log_that_was_made_short_meanwhile_gives_no_part_of_what_is_missed(desk: Desk) -> None:
    start = size(desk.text)
    for cid in range(1, 302):
        assert desk.send(desk.push(cid - 1, start, (cid, [[1, "a"], start - 1]))) is None
    assert [one.cid for one in desk.text.since(10, desk.fetch)] == list(range(11, 302))
    with pytest.raises(RefusedPushError):
        desk.text.since(10, lambda _after, until: desk.fetch(20, until))


def test_what_takes_too_long_to_map_is_not_mapped(desk: Desk) -> None:
    start = size(desk.text)
    assert desk.send(desk.push(0, start, (1, [[0, "x" * 2_000], start]))) is None
    length = size(desk.text)
    for cid in range(2, 1_002):
        assert desk.send(desk.push(cid - 1, length, (cid, [[1, "a"], length - 1]))) is None
    wide = [*[[1, "c"]] * 2_000, start]
    pace = Pace(0, WORK_BURST)  # that of one person, in several windows
    for number, v in enumerate((981, 960, 980, 981)):
        push = desk.push(v, length, (1, wide), client=f"fenetre{number + 2}")
        push.pace = pace
        assert desk.send(push) == (None, "version", None, "version")[number]
    # What is long and in one piece is taken, however late.
    paste = desk.push(desk.text.v - BEHIND, length, (1, [[0, "é" * 100_000], length]), client="pa")
    paste.pace = pace
    assert desk.send(paste) is None
    assert desk.text.text == replayed(TEXT, desk.kept)


def test_a_text_does_not_grow_without_end(desk: Desk) -> None:
    length, cid, code = size(desk.text), 0, None
    while code is None:
        cid += 1
        code = desk.send(desk.push(cid - 1, length, (cid, [length, [0, "x" * 150_000]])))
        length = size(desk.text)
    assert (code, cid) == ("full", 4)
    # No longer than a page may be, in UTF-8; what takes away is taken.
    for put, wanted in (("é" * 24_900, None), ("🪚" * 100, "full"), ("🪚" * 30, None)):
        code = desk.send(desk.push(desk.text.v, length, (cid, [length, [0, put]])))
        assert code == wanted
        cid, length = cid + (code is None), size(desk.text)
    assert desk.text.octets == len(text_of(desk.text.text).encode()) <= MAX_BYTES
    desk.text.octets += MAX_BYTES  # as of a text of before
    for changes, wanted in (([[2, "b"], length - 2], None), ([length - 1, [0, "b"]], "full")):
        length = sum(one if isinstance(one, int) else one[0] for one in changes)
        assert desk.send(desk.push(desk.text.v, length, (cid, changes))) == wanted
        cid += 1


class FakeHub:
    """What reads a message asks of the hub."""

    def refuser(self, _window: Window) -> Callable[[str], None]:
        """Nobody is told."""
        return lambda _code: None

    def pace_of(self, _window: Window) -> Pace:
        """Nobody gives too much work."""
        return Pace(0, WORK_BURST)


WORDS: tuple[Any, ...] = (
    "x", "", "a\nb", "\r", "\x00", "\ud83e", "\udfff", "🪚", 0, 1, 2, 7, -1, 1.5, True, None, [],
    {}, 2**31, 2**53, 2**63, 10**30, "é" * 50, [1], [[1]], {"a": 1},
)  # fmt: skip


def strange(dice: random.Random, length: int, v: int, number: int) -> str:
    """A message that may be right, nearly right, or nothing of the kind."""
    at = dice.randint(0, length)
    deleted = dice.randint(0, length - at)
    changes: Any = [one for one in (at, [deleted, dice.choice(("x", "🪚", "é"))]) if one]
    if length - at - deleted:
        changes.append(length - at - deleted)
    message: Any = {
        "p": v - dice.choice((0, 0, 1, 5)),
        "cl": f"fenetre{number // 50}",
        "len": length,
    }
    message["u"] = [[number, changes]]
    for _ in range(dice.choice((0, 1, 1, 2))):
        where = dice.choice(("p", "cl", "len", "u", "cid", "changes", "part", "all", "raw"))
        wrong = dice.choice(WORDS)
        if where in ("p", "cl", "len", "u"):
            message[where] = wrong
        elif where == "cid" and type(message["u"]) is list and message["u"]:
            message["u"] = [[wrong, changes]]
        elif where == "changes":
            message["u"] = [[dice.randint(1, 9**7), wrong]]
        elif where == "part":
            changes.insert(dice.randint(0, len(changes)), wrong)
        elif where == "all":
            return json.dumps(wrong)
        elif where == "raw":
            raw = json.dumps(message)
            cut = dice.randint(0, len(raw))
            return (
                raw[:cut] + dice.choice(("", "[" * 5_000, "}", "\\u0000", "NaN")) + raw[cut + 1 :]
            )
    return json.dumps(message)


def test_whatever_comes_the_log_is_the_text(desk: Desk) -> None:
    dice = random.Random(SEED if "WIKI_FUZZ" not in os.environ else None)
    window = Window(None, "fenetre1", 1)  # type: ignore[arg-type] - nobody is told anything
    window.room, window.epoch = Room(1, ("page", "x", "")), 1
    taken = 0
    for number in range(CASES):
        window.client = f"fenetre{(number + 1) // 50}"  # one may have given the last of numbers
        raw = strange(dice, size(desk.text), desk.text.v, number + 1)
        try:
            message = read(raw)
            push = push_of(FakeHub(), window, message)  # type: ignore[arg-type] - all that it asks
        except UnreadableError:
            continue
        taken += desk.send(push) is None
        if number % (CASES // 20) == 0:
            assert desk.text.text == replayed(TEXT, desk.kept)
        if len(desk.kept) > 3_000:  # or each case would take longer than the one before
            desk = Desk()
    assert desk.text.text == replayed(TEXT, desk.kept)
    assert desk.text.octets == len(text_of(desk.text.text).encode())
    assert taken > CASES // 50
