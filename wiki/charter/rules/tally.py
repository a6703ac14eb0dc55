"""What a count of ballots decides, in whole numbers: the majorities, the quorums, alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

ADOPTED, REJECTED, UNDECIDED, INTEGRATION, FALLBACK, RUN_OFF = OUTCOMES = (
    "adopted",
    "rejected",
    "undecided",
    #: Objections stand: another wording goes through another round.
    "integration",
    #: The rounds are over: what was fixed at opening decides.
    "fallback",
    "run_off",
)
YES, NO, ABSTAIN, BLANK = CHOICES = ("yes", "no", "abstain", "blank")

CONSENT, TACIT, SIMPLE, ABSOLUTE_VOTERS, ABSOLUTE_ELECTORS, QUALIFIED = RULES = (
    "consent",
    "tacit_consent",
    "simple",
    "absolute_voters",
    "absolute_electors",
    "qualified",
)
NONE, PARTICIPATION, EXPRESSED, PLACES = QUORUMS = ("none", "participation", "expressed", "places")

#: Days between a ballot that missed its quorum and its second call, at least.
SECOND_CALL_AFTER = 15


@dataclass(frozen=True)
class Quorum:
    """What makes a ballot count: a share `num / den` of the electors, or of the places."""

    variant: str = NONE
    num: int = 0
    den: int = 1

    def needed(self, electors: int) -> int:
        """How many it takes: rounded up, as half of a ballot is none."""
        return 0 if self.variant == NONE else -(-self.num * electors // self.den)


@dataclass(frozen=True)
class Rule:
    """How a ballot is decided; copied when it opens, never changed after."""

    name: str
    #: The share that the « yes » must reach, for a qualified majority.
    num: int = 1
    den: int = 2
    quorum: Quorum = Quorum()
    #: The quorum of a second call, when there may be one.
    second: Quorum | None = None
    #: For consent: rounds of integration at most, and what decides after them.
    rounds: int = 0
    fallback: Rule | None = None


@dataclass(frozen=True)
class Count:
    """The ballots that count, and of how many places they are."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    blank: int = 0
    #: None where each ballot is of one place.
    places: int | None = None

    @property
    def cast(self) -> int:
        """All of them: those who abstain have taken part."""
        return self.yes + self.no + self.abstain + self.blank

    @property
    def expressed(self) -> int:
        """Those that say yes or no."""
        return self.yes + self.no


@dataclass(frozen=True)
class Body:
    """Who may vote, and what they said; `places` is how many places there are."""

    count: Count
    electors: int
    places: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a ballot would stand if it were closed now.

    `missing` lack for the quorum; `yes_missing` more « yes » would have it adopted, None when not
    even all those who have said nothing would do.
    """

    outcome: str
    quorum: int
    counted: int
    missing: int
    yes_missing: int | None


def counted_for(quorum: Quorum, body: Body) -> tuple[int, int]:
    """How many count for a quorum, and how many it takes."""
    if quorum.variant == EXPRESSED:
        return body.count.expressed, quorum.needed(body.electors)
    if quorum.variant == PLACES:
        have = body.count.cast if body.count.places is None else body.count.places
        return have, quorum.needed(body.electors if body.places is None else body.places)
    return body.count.cast, quorum.needed(body.electors)


def misses_quorum(rule: Rule, body: Body) -> bool:
    """Whether too few took part for anything to be decided."""
    have, needed = counted_for(rule.quorum, body)
    return have < needed


def passes(rule: Rule, body: Body) -> bool:
    """Whether the « yes » are enough, whoever took part. A tie is not."""
    count = body.count
    if rule.name == SIMPLE:
        return count.yes > count.no
    if rule.name == ABSOLUTE_VOTERS:
        return 2 * count.yes > count.cast
    if rule.name == ABSOLUTE_ELECTORS:
        return 2 * count.yes > body.electors
    return count.expressed > 0 and rule.den * count.yes >= rule.num * count.expressed


def decided(rule: Rule, body: Body) -> str:
    """What a majority decides. Who abstains takes part, and decides nothing."""
    if misses_quorum(rule, body) or not body.count.expressed:
        return UNDECIDED
    return ADOPTED if passes(rule, body) else REJECTED


def decided_twice(rule: Rule, persons: Body, places: Body) -> str:
    """What a double majority decides: the rule holds among persons, and among places."""
    both = {decided(rule, persons), decided(rule, places)}
    if UNDECIDED in both:
        return UNDECIDED
    return ADOPTED if both == {ADOPTED} else REJECTED


def chosen(
    rule: Rule, options: Sequence[Body], *, is_run_off: bool = False
) -> tuple[str, tuple[int, ...]]:
    """Which of several wordings wins against the text as it is: the outcome, and their places.

    Each must pass by itself; the one with most « yes » beyond its « no » wins. Two alike are put to
    a run-off, and two alike in it leave the text as it is.
    """
    each = [decided(rule, one) for one in options]
    passing = [place for place, outcome in enumerate(each) if outcome == ADOPTED]
    if not passing:
        is_decided = REJECTED in each
        return (REJECTED if is_decided else UNDECIDED), ()
    lead = {place: options[place].count.yes - options[place].count.no for place in passing}
    best = tuple(place for place in passing if lead[place] == max(lead.values()))
    if len(best) == 1:
        return ADOPTED, best
    return (REJECTED, ()) if is_run_off else (RUN_OFF, best)


def electors_at_close(opening: int, left_unheard: int, excluded: int) -> int:
    """Who is left of the electorate: who came later is not of it, who voted and left still is."""
    return opening - left_unheard - excluded


def called_again(rule: Rule) -> Rule | None:
    """The rule of a second call; None when there is none."""
    return replace(rule, quorum=rule.second, second=None) if rule.second else None
