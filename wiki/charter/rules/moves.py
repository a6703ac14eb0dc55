"""The shape of every table of states: what leads from one to another, and who may ask for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from wiki.kernel.errors import Conflict, Refused


class Move(NamedTuple):
    """A step from one state to another, and those who may take it."""

    state: str
    step: str
    who: frozenset[str]
    to: str


def moves(
    states: Iterable[str], step: str, who: Collection[str] | str, to: str
) -> tuple[Move, ...]:
    """The same step from several states."""
    allowed = frozenset({who} if isinstance(who, str) else who)
    return tuple(Move(state, step, allowed, to) for state in states)


def found(table: Iterable[Move], state: str, step: str) -> Move | None:
    """The move that a step is from a state; None when the table has none."""
    return next((one for one in table if (one.state, one.step) == (state, step)), None)


def moved(
    table: Iterable[Move],
    state: str,
    step: str,
    who: Collection[str],
    *,
    not_now: str,
    not_yours: str,
) -> str:
    """The state that a step leads to, for somebody who may act as several.

    Raises `Conflict` with the code `not_now`, or `Refused` with `not_yours` for who may not.
    """
    move = found(table, state, step)
    if move is None:
        raise Conflict(not_now, state=state, step=step)
    if not move.who & set(who):
        raise Refused(not_yours, step=step)
    return move.to


def flat(table: Iterable[Move]) -> Mapping[tuple[str, str, str], str]:
    """(state, step, who) -> what it leads to: the whole table, to be tried or written elsewhere."""
    return {(one.state, one.step, who): one.to for one in table for who in one.who}
