"""Two amendments in one wording that both their authors sign: on plain values."""

from __future__ import annotations

from dataclasses import replace

from wiki.charter.rules.amendments import State
from wiki.charter.rules.operations import Asked, Kind, Operation, Text, found
from wiki.charter.rules.rebase import Verdict, merged
from wiki.kernel.errors import Conflict

_WORDS = frozenset({Kind.MODIFY, Kind.RENAME})


def offered(text: Text, mine: Operation, other: Operation) -> tuple[Operation, Verdict]:
    """What a wording of both begins with, and whether the words of both are in it already.

    `CONFLICT` when only mine are: a person writes the rest. Raises `Conflict` for two that no
    wording can combine.
    """
    if mine.kind is other.kind is Kind.ADD_AFTER and mine.after == other.after:
        both = f"{mine.text}\n\n{other.text}"
        return replace(mine, text=both), Verdict.SUGGESTED
    block = found(text, mine.block)
    if mine.block != other.block or not {mine.kind, other.kind} <= _WORDS or block is None:
        raise Conflict("combine_kind")
    said = [one.text if one.kind is Kind.MODIFY else block.text for one in (mine, other)]
    verdict, both = merged(block.text, *said)
    titles = [one.title for one in (mine, other) if one.title != block.title]
    if verdict is Verdict.CONFLICT or len(set(titles)) > 1:
        verdict, both = Verdict.CONFLICT, both or said[0]
    return Operation(Kind.MODIFY, mine.block, next(iter(titles), block.title), both), verdict


def check_asked(given: Asked, begun: Operation) -> None:
    """Refuse what is about something else than what both are about. Raises `Conflict`."""
    about = begun.after if begun.kind is Kind.ADD_AFTER else begun.block
    if (given.kind, given.block) != (begun.kind, about):
        raise Conflict("amendment_other")


def check_states(states: tuple[State, ...]) -> None:
    """Refuse to combine what is not admitted, or is no more. Raises `Conflict`."""
    if any(one is not State.ADMISSIBLE for one in states):
        raise Conflict("combine_admissible")


def check_signed(read: int, holding: int) -> None:
    """Refuse a signature of a wording that is not the one that holds. Raises `Conflict`."""
    if read != holding:
        raise Conflict("combine_reworded")
