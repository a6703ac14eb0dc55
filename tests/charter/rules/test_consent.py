"""Objections, who may do what with them, and what a round decides: scenario 12 of the charter."""

from __future__ import annotations

from itertools import product

import pytest

from wiki.charter.rules import consent, verdict
from wiki.charter.rules.consent import Objection
from wiki.charter.rules.moves import flat
from wiki.charter.rules.tally import CONSENT, PARTICIPATION, SIMPLE, Body, Count, Quorum, Rule
from wiki.kernel.errors import Conflict, Invalid, Refused

TABLE = flat(consent.MOVES)
RULE = Rule(
    CONSENT, quorum=Quorum(PARTICIPATION, 1, 4), rounds=consent.ROUNDS, fallback=Rule(SIMPLE)
)
GIVEN = Objection(
    " L’adhésion en avril\r\nferme la porte aux lieux d’été. ", "a7k2", "« avant le 1er juillet »"
)


def test_every_step_that_is_not_in_the_table_is_refused() -> None:
    """Nobody but who objected lifts an objection: the guarantor never does."""
    for step in product(consent.STATES, consent.TRANSITIONS, consent.ACTORS):
        if step in TABLE:
            assert consent.moved(*step) == TABLE[step]
        else:
            with pytest.raises((Conflict, Refused)):
                consent.moved(*step)
    assert {who for (_, step, who) in TABLE if step == consent.LIFT} == {"objector"}
    with pytest.raises(Refused, match="objection_not_yours"):
        consent.moved("raised", "lift", "guarantor")
    with pytest.raises(Conflict, match="objection_settled"):
        consent.moved("lifted", "lift", "objector")


def test_an_objection_names_the_harm_and_what_would_lift_it() -> None:
    kept = consent.checked(GIVEN)
    assert kept.harm == "L’adhésion en avril\nferme la porte aux lieux d’été."
    assert (kept.block, kept.wording) == (GIVEN.block, GIVEN.wording)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (GIVEN._replace(harm="Je suis contre."), "objection_harm", "harm"),
        (GIVEN._replace(wording=" \n"), "objection_wording", "wording"),
        (GIVEN._replace(wording="\x00"), "objection_text", "wording"),
        (GIVEN._replace(harm="a" * 4_001), "objection_long", "harm"),
    ],
)
def test_refuses_an_objection(given: Objection, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        consent.checked(given)
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


@pytest.mark.parametrize(
    ("founded", "concerns", "found"),
    [
        (0, 0, "qualify"),
        (0, 1, "qualify"),
        (0, 2, "demote"),
        (3, 4, "qualify"),
        (3, 5, "demote"),
    ],
)
def test_the_group_judges_and_no_place_alone(founded: int, concerns: int, found: str) -> None:
    assert consent.judgement(founded, concerns) == found


@pytest.mark.parametrize(
    ("count", "blocking", "round_", "outcome"),
    [
        (Count(yes=39, no=1), 1, 1, "integration"),
        (Count(yes=39, no=1), 1, 2, "fallback"),
        (Count(yes=39, no=1), 0, 1, "adopted"),
        (Count(yes=1, abstain=9), 0, 2, "adopted"),
        (Count(yes=9), 0, 1, "undecided"),
        (Count(), 0, 1, "undecided"),
        (Count(abstain=40), 0, 1, "undecided"),
        (Count(no=10), 0, 1, "undecided"),
    ],
)
def test_a_round_of_consent(count: Count, blocking: int, round_: int, outcome: str) -> None:
    assert verdict.verdict(RULE, Body(count, 40), blocking, round_) == outcome


def test_silence_is_no_consent_but_where_it_was_said_to_be() -> None:
    silent, tacit = Body(Count(), 40), verdict.offered("tacit_consent")
    assert verdict.verdict(Rule(CONSENT), silent) == "undecided"
    assert verdict.verdict(tacit, silent) == "adopted"
    assert verdict.verdict(tacit, silent, blocking=1) == "rejected"
    assert verdict.verdict(tacit, Body(Count(), 0)) == "undecided"


def test_two_rounds_then_the_vote_that_was_fixed_at_opening() -> None:
    against = Body(Count(yes=8, no=4), 40)
    assert verdict.rule_after(RULE, verdict.verdict(RULE, against, 4, 1), against) == RULE
    last = verdict.rule_after(RULE, verdict.verdict(RULE, against, 4, 2), against)
    assert last == Rule(SIMPLE)
    assert verdict.rule_after(last, verdict.verdict(last, against), against) is None


def test_a_round_follows_with_another_wording_only() -> None:
    follows = verdict.rule_that_follows
    assert follows(RULE, "integration", "aa", "bb") == RULE
    assert follows(Rule(SIMPLE), "fallback", "aa", "aa") == Rule(SIMPLE)
    for rule, outcome, new, code in (
        (RULE, "integration", "aa", "ballot_same_wording"),
        (Rule(SIMPLE), "fallback", "bb", "ballot_other_wording"),
        (Rule(SIMPLE), "undecided", "bb", "ballot_other_wording"),
        (None, "rejected", "bb", "ballot_last_word"),
    ):
        with pytest.raises(Conflict, match=code):
            follows(rule, outcome, "aa", new)
