"""What a discussion allows, and how its turns are laid out: decided on plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import Actor
from wiki.kernel.texts import one_line, whole_text

#: Longest subject and reason, in characters, and longest turn, in octets of UTF-8.
SUBJECT_LENGTH, REASON_LENGTH, TURN_SIZE = 200, 500, 50_000
#: Characters of a passage that name a thread about it.
SHOWN_QUOTE = 80
#: The subject of a thread about a passage that was erased for good.
ERASED_SUBJECT = "« … »"
#: What a turn is answered by without a word.
REACTIONS = ("agree", "thanks", "insight")
#: Replies to replies are set further in, down to this level.
DEEPEST = 3


class Placed(Protocol):
    """A turn by its number in the thread and the number of the one it answers, if any."""

    @property
    def number(self) -> int: ...
    @property
    def answers(self) -> int | None: ...


Row = TypeVar("Row", bound=Placed)


def arranged(turns: Iterable[Row]) -> list[tuple[Row, int]]:
    """The turns, each after the one it answers, with its level (0 to `DEEPEST`).

    A turn whose forerunner is not among them stands at level 0, in the order of the numbers.
    """
    rows = sorted(turns, key=lambda turn: turn.number)
    there = {turn.number for turn in rows}
    under: dict[int | None, list[Row]] = {}
    for turn in rows:
        # A turn answers one before it: no circle can be.
        known = turn.answers if turn.answers in there and turn.answers != turn.number else None
        under.setdefault(known, []).append(turn)
    placed: list[tuple[Row, int]] = []
    waiting = [(turn, 0) for turn in reversed(under.get(None, []))]
    while waiting:
        turn, level = waiting.pop()
        placed.append((turn, level))
        deeper = min(level + 1, DEEPEST)
        waiting += [(answer, deeper) for answer in reversed(under.get(turn.number, []))]
    return placed


def clean_subject(raw: str) -> str:
    """The subject of a thread on one line, without control characters."""
    return _line(raw, "subject", SUBJECT_LENGTH)


def subject_of(quote: str) -> str:
    """The subject of a thread about a passage: its first words."""
    text = clean_subject(quote[:SHOWN_QUOTE])
    return f"« {text}{'…' if len(quote) > SHOWN_QUOTE else ''} »"


def clean_turn(raw: str) -> str:
    """The text of a turn: LF only, not blank, no larger than a turn may be."""
    text, size = whole_text(raw.strip("\r\n"))
    if not text.strip():
        raise Invalid("turn_missing")
    if size > TURN_SIZE:
        raise TooMuch("turn_too_large", limit=TURN_SIZE // 1000, size=size // 1000)
    return text + "\n"


def clean_reason(raw: str) -> str:
    """Why a turn is hidden, on one line; it is shown in its place."""
    return _line(raw, "reason", REASON_LENGTH)


def _line(raw: str, name: str, limit: int) -> str:
    text = one_line(raw)
    if not text:
        raise Invalid(f"{name}_missing")
    if len(text) > limit:
        raise Invalid(f"{name}_too_long", limit=limit, length=len(text))
    return text


def why_not_rewrite(actor: Actor, author_id: int | None, *, is_hidden: bool) -> str | None:
    """None when the actor may change the text of a turn: it is theirs, and in sight."""
    if actor.member_id is None or actor.member_id != author_id:
        return "turn_of_another"
    return "turn_is_hidden" if is_hidden else None


def why_not_move(
    actor: Actor, opener_id: int | None, *, moderates: bool, is_of_passage: bool
) -> str | None:
    """None when the actor may take a thread to another page: theirs, or they moderate."""
    if not moderates and (actor.member_id is None or actor.member_id != opener_id):
        return "thread_of_another"
    return "thread_of_passage" if is_of_passage else None
