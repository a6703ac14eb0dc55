"""What a ballot decides under its rule, what it lacks, and what may follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from wiki.charter.rules import consent
from wiki.charter.rules.tally import (
    ABSOLUTE_VOTERS,
    ADOPTED,
    CONSENT,
    FALLBACK,
    INTEGRATION,
    PARTICIPATION,
    QUALIFIED,
    RUN_OFF,
    SIMPLE,
    TACIT,
    UNDECIDED,
    Body,
    Quorum,
    Rule,
    Standing,
    called_again,
    counted_for,
    decided,
    misses_quorum,
)
from wiki.kernel.errors import Conflict, Invalid

_QUARTER, _THIRD, _HALF = (Quorum(PARTICIPATION, 1, of) for of in (4, 3, 2))
_SIMPLE = Rule(SIMPLE, quorum=_QUARTER)
_TWO_THIRDS = Rule(QUALIFIED, 2, 3, quorum=_HALF, second=_THIRD)
#: Rules that are offered, by name.
OFFERED: Mapping[str, Rule] = {
    "consent": Rule(CONSENT, quorum=_QUARTER, rounds=consent.ROUNDS, fallback=_SIMPLE),
    "consent_statutory": Rule(CONSENT, quorum=_HALF, rounds=consent.ROUNDS, fallback=_TWO_THIRDS),
    "two_thirds": _TWO_THIRDS,
    "simple": _SIMPLE,
    "absolute": Rule(ABSOLUTE_VOTERS, quorum=_QUARTER),
    "tacit_consent": Rule(TACIT),
}


def offered(code: str) -> Rule:
    """One of the rules that are offered. Raises `Invalid`."""
    if code not in OFFERED:
        raise Invalid("ballot_rule", field="rule")
    return OFFERED[code]


def is_by_objection(rule: Rule) -> bool:
    """Whether who is against says why, by an objection."""
    return rule.name in (CONSENT, TACIT)


def verdict(rule: Rule, body: Body, blocking: int = 0, round_: int = 1) -> str:
    """What a ballot decides; `blocking` objections stand in this round."""
    if rule.name == CONSENT:
        return consent.agreed(rule, body, blocking, round_)
    if rule.name == TACIT:
        return consent.unopposed(body, blocking)
    return decided(rule, body)


def standing(rule: Rule, body: Body, blocking: int = 0, round_: int = 1) -> Standing:
    """Where a ballot would stand if it were closed now, and what it lacks."""
    counted, needed = counted_for(rule.quorum, body)
    return Standing(
        verdict(rule, body, blocking, round_),
        needed,
        counted,
        max(0, needed - counted),
        _yes_missing(rule, body, blocking, round_),
    )


def _yes_missing(rule: Rule, body: Body, blocking: int, round_: int) -> int | None:
    """How many of those who have said nothing would have to say yes."""
    for more in range(max(0, body.electors - body.count.cast) + 1):
        count = replace(body.count, yes=body.count.yes + more)
        if count.places is not None:
            count = replace(count, places=count.places + more)
        if verdict(rule, replace(body, count=count), blocking, round_) == ADOPTED:
            return more
    return None


def rule_after(rule: Rule, outcome: str, body: Body) -> Rule | None:
    """The rule of the ballot that may follow this one; None when it was the last word."""
    if outcome in (INTEGRATION, RUN_OFF):
        return rule
    if outcome == FALLBACK:
        return rule.fallback
    if outcome == UNDECIDED and misses_quorum(rule, body):
        return called_again(rule)
    return None


def may_be_called_again(rule: Rule, minutes: Mapping[str, Any]) -> bool:
    """Whether minutes tell of a quorum that was missed, of places or of persons."""
    told = [minutes["quorum"], minutes.get("persons", minutes)["quorum"]]
    return rule.second is not None and any(one["counted"] < one["needed"] for one in told)


def rule_that_follows(rule: Rule | None, outcome: str, old_hash: str, new_hash: str) -> Rule:
    """The rule of a ballot that follows another. Raises `Conflict` when none may, about that."""
    if rule is None:
        raise Conflict("ballot_last_word")
    if outcome == INTEGRATION and old_hash == new_hash:
        raise Conflict("ballot_same_wording")
    if outcome not in (INTEGRATION, RUN_OFF) and old_hash != new_hash:
        raise Conflict("ballot_other_wording", field="text")
    return rule


def kept(rule: Rule) -> dict[str, Any]:
    """A rule as plain values."""
    return asdict(rule)


def read(said: Mapping[str, Any]) -> Rule:
    """A rule from what `kept` gave."""
    fallback, second = said["fallback"], said["second"]
    return Rule(
        said["name"],
        said["num"],
        said["den"],
        Quorum(**said["quorum"]),
        Quorum(**second) if second else None,
        said["rounds"],
        read(fallback) if fallback else None,
    )
