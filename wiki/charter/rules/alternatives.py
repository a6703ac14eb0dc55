"""Several wordings put to one ballot, each against the text as it is: on plain values.

A place says of each what it thinks, in their order: `yes,no,abstain`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from wiki.charter.rules.tally import (
    ABSTAIN,
    ADOPTED,
    BLANK,
    CHOICES,
    NO,
    REJECTED,
    RUN_OFF,
    YES,
    Body,
    Count,
    Rule,
    chosen,
    decided,
)
from wiki.charter.rules.verdict import is_by_objection, offered
from wiki.kernel.errors import Invalid

#: Wordings in one ballot, at most.
MOST = 12


class Result(NamedTuple):
    """What a ballot decides: the places of those that win, and what each comes to by itself."""

    outcome: str
    best: tuple[int, ...]
    each: tuple[str, ...]


def majority(rule: Rule) -> Rule:
    """The rule by which wordings are told apart: where consent decides, the vote after it."""
    if not is_by_objection(rule):
        return rule
    return rule.fallback or offered("simple")


def joined(choices: Sequence[str]) -> str:
    """What is said of each wording, as it is kept. Raises `Invalid` when one lacks."""
    if any(one not in CHOICES for one in choices):
        raise Invalid("ballot_choice_each", field="choice")
    return ",".join(choices)


def check(choice: str, options: int) -> None:
    """Refuse what does not say something of each wording. Raises `Invalid`."""
    if len(choice.split(",")) != options:
        raise Invalid("ballot_choice_each", field="choice")
    joined(choice.split(","))


def bodies(said: Collection[str], electors: int, options: int) -> list[Body]:
    """What was said of each wording."""
    split = [one.split(",") for one in said]
    return [Body(_count(one[at] for one in split), electors) for at in range(options)]


def _count(said: Iterable[str]) -> Count:
    of = Counter(said)
    return Count(of[YES], of[NO], of[ABSTAIN], of[BLANK])


def result(rule: Rule, each: Sequence[Body], *, is_run_off: bool) -> Result:
    """What a ballot decides; one that tells two apart which were alike is the last word."""
    outcome, best = chosen(rule, each, is_run_off=is_run_off)
    return Result(outcome, best, tuple(decided(rule, one) for one in each))


def becomes(result_: Result, at: int, *, competes: bool) -> str:
    """What the ballot decides of one wording: `adopted`, `rejected`, `undecided`, `beaten`, `back`.

    One that can stand with what wins, or has to be told apart from others, goes back.
    """
    if result_.outcome == ADOPTED and at in result_.best:
        return ADOPTED
    if result_.outcome == RUN_OFF and at in result_.best:
        return "back"
    if result_.outcome == REJECTED and result_.each[at] == ADOPTED:
        return REJECTED  # alike once more: the text stays
    if result_.each[at] != ADOPTED:
        return result_.each[at]
    return "beaten" if competes else "back"
