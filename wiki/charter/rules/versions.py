"""The states of a version of a charter, and who leads from one to another: one table."""

from __future__ import annotations

from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves

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


#: What leads a version from one state to another, and by whom. What is not here is refused: nothing
#: leads back from a text that was frozen for good.
MOVES = (
    *moves((DRAFT,), "open", GUARANTOR, CONSULTATION),
    *moves((CONSULTATION,), "freeze", (GUARANTOR, CLOCK), FROZEN),
    *moves((FROZEN,), "reopen", GUARANTOR, CONSULTATION),
    *moves((FROZEN,), "propose", GUARANTOR, CANDIDATE),
    *moves((CANDIDATE,), "adopt", SYSTEM, ADOPTED),
    *moves((CANDIDATE,), "reject", SYSTEM, REJECTED),
    *moves((ADOPTED,), "enter", CLOCK, IN_FORCE),
    *moves((IN_FORCE,), "replace", CLOCK, REPLACED),
    *moves((IN_FORCE,), "repeal", SYSTEM, REPEALED),
    *moves((DRAFT, CONSULTATION, FROZEN, CANDIDATE), "abandon", GUARANTOR, ABANDONED),
)
TRANSITIONS = tuple(dict.fromkeys(one.step for one in MOVES))
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
#: What a ballot is about that would end the version in force.
REPEAL = "repeal"
#: What a change of version asks of those who signed: again, their right to object, nothing.
MAJOR, MINOR, FIX = SEVERITIES = ("major", "minor", "fix")


def moved(state: str, transition: str, who: str) -> str:
    """The state that a transition leads to. Raises `Conflict` or `Refused`."""
    return move(
        MOVES, state, transition, (who,), not_now="charter_not_now", not_yours="charter_not_yours"
    )


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
