"""The states of a version of a charter, and who leads from one to another: one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wiki.kernel.errors import Conflict, Refused

STATES = (
    "draft",
    "consultation",
    "frozen",
    "candidate",
    "adopted",
    "in_force",
    "replaced",
    "repealed",
    "abandoned",
    "rejected",
)
(
    DRAFT,
    CONSULTATION,
    FROZEN,
    CANDIDATE,
    ADOPTED,
    IN_FORCE,
    REPLACED,
    REPEALED,
    ABANDONED,
    REJECTED,
) = STATES
#: Who acts on a version: the garant, the clock, and the wiki itself when a ballot is proclaimed.
ACTORS = ("guarantor", "clock", "system", "member", "visitor")
GUARANTOR, CLOCK, SYSTEM, MEMBER, VISITOR = ACTORS


class Move(NamedTuple):
    """Where a transition leads, and who may make it."""

    to: str
    who: frozenset[str]


#: (state, transition) -> where it leads, and by whom. What is not here is refused: nothing leads
#: back from a text that was frozen for good.
TABLE: Mapping[tuple[str, str], Move] = {
    (DRAFT, "open"): Move(CONSULTATION, frozenset({GUARANTOR})),
    (CONSULTATION, "freeze"): Move(FROZEN, frozenset({GUARANTOR, CLOCK})),
    (FROZEN, "reopen"): Move(CONSULTATION, frozenset({GUARANTOR})),
    (FROZEN, "propose"): Move(CANDIDATE, frozenset({GUARANTOR})),
    (CANDIDATE, "adopt"): Move(ADOPTED, frozenset({SYSTEM})),
    (CANDIDATE, "reject"): Move(REJECTED, frozenset({SYSTEM})),
    (ADOPTED, "enter"): Move(IN_FORCE, frozenset({CLOCK})),
    (IN_FORCE, "replace"): Move(REPLACED, frozenset({CLOCK})),
    (IN_FORCE, "repeal"): Move(REPEALED, frozenset({SYSTEM})),
    (DRAFT, "abandon"): Move(ABANDONED, frozenset({GUARANTOR})),
    (CONSULTATION, "abandon"): Move(ABANDONED, frozenset({GUARANTOR})),
    (FROZEN, "abandon"): Move(ABANDONED, frozenset({GUARANTOR})),
    (CANDIDATE, "abandon"): Move(ABANDONED, frozenset({GUARANTOR})),
}
TRANSITIONS = tuple(dict.fromkeys(transition for _, transition in TABLE))
#: A charter has one version at most in these states: the one that is being made.
UNDER_WAY = (DRAFT, CONSULTATION, FROZEN, CANDIDATE, ADOPTED)
#: States from which the text is frozen for good, hashed and chained.
HASHED = (CANDIDATE, ADOPTED, IN_FORCE, REPLACED, REPEALED, REJECTED)
#: States in which nobody writes the draft but through amendments.
LOCKED = (CONSULTATION, FROZEN, CANDIDATE, ADOPTED)
#: Transitions whose reason is told.
REASONED = ("reopen", "abandon", "repeal")
#: What a ballot of the whole text is about.
VOTED = "version"
#: What a change of version asks of those who signed: again, their right to object, nothing.
MAJOR, MINOR, FIX = SEVERITIES = ("major", "minor", "fix")


def moved(state: str, transition: str, who: str) -> str:
    """The state that a transition leads to. Raises `Conflict` or `Refused`."""
    move = TABLE.get((state, transition))
    if move is None:
        raise Conflict("charter_not_now", state=state, transition=transition)
    if who not in move.who:
        raise Refused("charter_not_yours", transition=transition)
    return move.to


def next_number(last: tuple[int, int, int] | None, severity: str) -> tuple[int, int, int]:
    """The number of a version after the last one that was ever frozen; the first is 1.0.0."""
    if last is None:
        return (1, 0, 0)
    major, minor, fix = last
    if severity == MAJOR:
        return (major + 1, 0, 0)
    if severity == MINOR:
        return (major, minor + 1, 0)
    return (major, minor, fix + 1)


def shown_number(number: tuple[int, int, int]) -> str:
    """A number as it is written and stands in addresses: `1.0`, `1.0.2`."""
    major, minor, fix = number
    return f"{major}.{minor}.{fix}" if fix else f"{major}.{minor}"


def number_of(shown: str) -> tuple[int, int, int] | None:
    """The number that an address names; None when it names none."""
    parts = shown.removeprefix("v").split(".")
    if not 2 <= len(parts) <= 3 or any(
        not one.isascii() or not one.isdigit() or len(one) > 6 for one in parts
    ):
        return None
    major, minor, *fix = map(int, parts)
    return (major, minor, fix[0] if fix else 0)
