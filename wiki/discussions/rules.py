"""What a discussion allows, and how its turns are laid out: decided on plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import Actor

#: Longest subject and reason, in characters, and longest turn, in octets of UTF-8.
SUBJECT_LENGTH, REASON_LENGTH, TURN_SIZE = 200, 500, 50_000
#: Characters of a passage that name a thread about it.
SHOWN_QUOTE = 80
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
    text = " ".join("".join(c if c.isprintable() else " " for c in raw).split())
    if not text:
        raise Invalid("subject_missing")
    if len(text) > SUBJECT_LENGTH:
        raise Invalid("subject_too_long", limit=SUBJECT_LENGTH, length=len(text))
    return text


def subject_of(quote: str) -> str:
    """The subject of a thread about a passage: its first words."""
    text = clean_subject(quote[:SHOWN_QUOTE])
    return f"« {text}{'…' if len(quote) > SHOWN_QUOTE else ''} »"


def clean_turn(raw: str) -> str:
    """The text of a turn: LF only, not blank, no larger than a turn may be."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        raise Invalid("turn_missing")
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise Invalid("body_unicode") from error
    if size > TURN_SIZE:
        raise TooMuch("turn_too_large", limit=TURN_SIZE // 1000, size=size // 1000)
    return text + "\n"


def clean_reason(raw: str) -> str:
    """Why a turn is hidden, on one line; it is shown in its place."""
    text = " ".join("".join(c if c.isprintable() else " " for c in raw).split())
    if not text:
        raise Invalid("reason_missing")
    if len(text) > REASON_LENGTH:
        raise Invalid("reason_too_long", limit=REASON_LENGTH, length=len(text))
    return text


def why_not_rewrite(actor: Actor, author_id: int | None, *, is_hidden: bool) -> str | None:
    """None when the actor may change the text of a turn: it is theirs, and in sight."""
    if actor.member_id is None or actor.member_id != author_id:
        return "turn_of_another"
    return "turn_is_hidden" if is_hidden else None
