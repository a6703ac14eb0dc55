"""How strongly places are asked to sign again: a question of the ballot that adopts a version.

What is said of the text comes first, then of each severity, by the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from wiki.charter.rules.alternatives import Result
from wiki.charter.rules.tally import ADOPTED, Body, Rule, decided, decided_twice
from wiki.charter.rules.verdict import is_by_objection
from wiki.charter.rules.versions import SEVERITIES

#: Before the code of a severity, in place of the uid of a wording.
_ASKED = "severity:"


def is_asked(rule: Rule, *, has_parent: bool) -> bool:
    """Whether a ballot asks it: some may have signed before, and places vote.

    By consent the severity that was prepared is part of what is consented to.
    """
    return has_parent and not is_by_objection(rule)


def ordered(prepared: str) -> list[str]:
    """The severities, the one that was prepared first."""
    return sorted(SEVERITIES, key=lambda code: code != prepared)


def name(code: str) -> str:
    """What names a severity among the options of a ballot."""
    return f"{_ASKED}{code}"


def chosen(uids: Sequence[str]) -> str:
    """The severity among what a ballot chose, "" when it was not asked."""
    found = (one.removeprefix(_ASKED) for one in uids if one.startswith(_ASKED))
    return next(found, "")


def result(
    rule: Rule, each: Sequence[Body], of_persons: Sequence[Body], names: Sequence[str]
) -> Result:
    """What is decided of the text, and of the severities that follow it.

    Of those that pass, the one with most « yes » beyond its « no »; of several alike, the
    strongest; when none passes, the one that was prepared.
    """
    outcomes = [_decided(rule, each, of_persons, at) for at in range(len(each))]
    best = (0, _best(each, outcomes, names)) if outcomes[0] == ADOPTED else ()
    return Result(outcomes[0], best, tuple(outcomes))


def _decided(rule: Rule, each: Sequence[Body], of_persons: Sequence[Body], at: int) -> str:
    if of_persons:
        return decided_twice(rule, of_persons[at], each[at])
    return decided(rule, each[at])


def _best(each: Sequence[Body], outcomes: Sequence[str], names: Sequence[str]) -> int:
    passing = [at for at in range(1, len(each)) if outcomes[at] == ADOPTED]

    def rank(at: int) -> tuple[int, int]:
        count = each[at].count
        return count.no - count.yes, SEVERITIES.index(names[at].removeprefix(_ASKED))

    return min(passing, key=rank, default=1)
