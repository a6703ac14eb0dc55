"""The states of a ballot, each step by each actor; late and second votes: scenarios 7, 8 and 11."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from wiki.charter.rules import ballots, verdict
from wiki.charter.rules.moves import flat
from wiki.kernel.errors import Conflict, Invalid, Refused, WikiError

CLOSES = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
TICK = timedelta(milliseconds=1)
TABLE = flat(ballots.MOVES)


def test_every_step_that_is_not_in_the_table_is_refused() -> None:
    for state, step, who in product(ballots.STATES, ballots.TRANSITIONS, ballots.ACTORS):
        if (state, step, who) in TABLE:
            assert ballots.moved(state, step, (who,)) == TABLE[state, step, who]
        else:
            with pytest.raises((Conflict, Refused)):
                ballots.moved(state, step, (who,))


def test_refuses_by_who_asks_before_it_refuses_by_when() -> None:
    with pytest.raises(Refused, match="ballot_not_yours"):
        ballots.moved("closed", "proclaim", ("elector", "second_guarantor"))
    with pytest.raises(Conflict, match="ballot_state"):
        ballots.moved("open", "proclaim", ballots.ACTORS)
    assert ballots.moved("open", "close", ("elector", "guarantor")) == "closed"


def test_nothing_opens_a_ballot_again_nor_leaves_its_end() -> None:
    opened = [step for step, after in TABLE.items() if after == "open"]
    assert opened == [("prepared", "open", "guarantor")]
    assert not [step for step in TABLE if step[0] in ("final", "cancelled")]
    reached, seen = {"prepared"}, set[str]()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        after = {TABLE[step] for step in TABLE if step[0] == state}
        assert state not in after
        reached |= after
    assert reached == set(ballots.STATES)


@pytest.mark.parametrize("state", ballots.STATES)
@pytest.mark.parametrize("ahead", [-TICK, timedelta(0), TICK])
def test_the_clock_refuses_a_late_vote_even_in_an_open_ballot(state: str, ahead: timedelta) -> None:
    """Scenario 8: what closes ballots has stopped; a moment before the end is in time."""
    if state == "open" and ahead < timedelta(0):
        ballots.check_cast(state, CLOSES, CLOSES + ahead)
        return
    code = "ballot_not_open" if state == "prepared" else "ballot_closed"
    with pytest.raises(Refused, match=code):
        ballots.check_cast(state, CLOSES, CLOSES + ahead)


def test_it_is_closed_early_only_when_all_have_voted_and_no_objection_stands() -> None:
    why = ballots.why_not_close
    assert why(CLOSES, CLOSES, 40, 0, 1) is None
    assert why(CLOSES, CLOSES - TICK, 40, 40, 0) is None
    refused = why(CLOSES, CLOSES - TICK, 40, 39, 0)
    assert refused is not None
    assert (refused.code, refused.params) == ("ballot_still_open", {"count": 1})
    objected = why(CLOSES, CLOSES - TICK, 40, 40, 1)
    assert objected is not None
    assert objected.code == "ballot_objected_to"


@pytest.mark.parametrize("code", verdict.OFFERED)
def test_each_rule_has_its_choices(code: str) -> None:
    rule = verdict.offered(code)
    for choice in ballots.choices(rule):
        ballots.check_choice(rule, choice)
    for choice in ("", "maybe", "YES"):
        with pytest.raises(Invalid, match="ballot_choice"):
            ballots.check_choice(rule, choice)


def test_who_is_against_a_consent_says_why() -> None:
    with pytest.raises(Invalid, match="ballot_object_instead"):
        ballots.check_choice(verdict.offered("consent"), "no")


@pytest.mark.parametrize(
    ("function", "given", "code"),
    [
        (ballots.days, "0", "ballot_days"),
        (ballots.days, "91", "ballot_days"),
        (ballots.days, "²", "ballot_days"),
        (ballots.days, "-1", "ballot_days"),
        (ballots.days, "99999999999999", "ballot_days"),
        (ballots.word, "a" * 1_001, "ballot_word"),
        (ballots.reason, " bof\x00 ", "ballot_reason"),
    ],
)
def test_refuses_what_is_typed(function: Any, given: str, code: str) -> None:
    with pytest.raises(WikiError, match=code):
        function(given)


def test_keeps_what_is_typed() -> None:
    assert ballots.days(" 7 ") == 7
    assert ballots.word(" Pour\n\x00nous ") == "Pour nous"
    assert ballots.reason("Le texte était faux.") == "Le texte était faux."


def test_a_second_call_waits() -> None:
    ballots.check_second_call(CLOSES, CLOSES + timedelta(days=15))
    with pytest.raises(Conflict, match="ballot_too_soon"):
        ballots.check_second_call(CLOSES, CLOSES + timedelta(days=15) - TICK)
