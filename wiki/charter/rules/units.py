"""Whose voices decide: the places', those of the persons who speak for them, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wiki.charter.rules.alternatives import Result
from wiki.charter.rules.tally import (
    ADOPTED,
    REJECTED,
    RUN_OFF,
    UNDECIDED,
    Body,
    Rule,
    decided,
    decided_twice,
)
from wiki.charter.rules.terms import PERSONS, PLACES, UNITS
from wiki.charter.rules.verdict import OFFERED, is_by_objection
from wiki.kernel.errors import Invalid


def of_kind(rules: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What a charter says of the ballots of a kind of decision: `amendment` or `adoption`.

    A proxy is of a place: where only persons vote there is none.
    """
    unit = rules.get(f"{kind}_unit", PLACES)
    return {
        "is_secret": rules.get("is_secret"),
        "has_proxies": bool(rules.get("has_proxies")) and unit != PERSONS,
        "unit": unit,
    }


def check_kind(unit: str, rule: str, field: str) -> None:
    """Refuse what a charter would say of whose voices decide. Raises `Invalid`."""
    if unit not in UNITS:
        raise Invalid("ballot_unit", field=field)
    if unit != PLACES and is_by_objection(OFFERED[rule]):
        raise Invalid("ballot_unit_objection", field=field)


def result_twice(
    rule: Rule, places: Sequence[Body], persons: Sequence[Body], *, is_run_off: bool
) -> Result:
    """Which of several wordings wins when each has to pass among places and among persons.

    Of those that pass, the one with most « yes » beyond its « no » among places wins, then among
    persons; two alike in both are put to a run-off.
    """
    pairs = list(zip(places, persons, strict=True))
    each = tuple(decided_twice(rule, of_persons, of_places) for of_places, of_persons in pairs)
    passing = [at for at, outcome in enumerate(each) if outcome == ADOPTED]
    if not passing:
        return Result(REJECTED if REJECTED in each else UNDECIDED, (), each)
    lead = {at: tuple(one.count.yes - one.count.no for one in pairs[at]) for at in passing}
    best = tuple(at for at in passing if lead[at] == max(lead.values()))
    if len(best) == 1:
        return Result(ADOPTED, best, each)
    return Result(REJECTED, (), each) if is_run_off else Result(RUN_OFF, best, each)


def holding(rule: Rule, bodies: Sequence[Body]) -> list[str]:
    """What the rule comes to in each count by itself."""
    return [decided(rule, one) for one in bodies]
