"""What counts decide, at every edge: scenarios 9 and 10 of the charter."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.charter.rules import tally
from wiki.charter.rules.tally import Body, Count, Quorum, Rule

TWO_THIRDS = Rule(tally.QUALIFIED, 2, 3)
SIMPLE = Rule(tally.SIMPLE)
HALF = Quorum(tally.PARTICIPATION, 1, 2)


def body(yes: int, no: int = 0, abstain: int = 0, blank: int = 0, electors: int = 40) -> Body:
    return Body(Count(yes, no, abstain, blank), electors)


@pytest.mark.parametrize(
    ("rule", "said", "outcome"),
    [
        (TWO_THIRDS, body(0), "undecided"),
        (TWO_THIRDS, body(0, 0, 5), "undecided"),
        (TWO_THIRDS, body(0, 0, 0, 5), "undecided"),
        (TWO_THIRDS, body(12, 6), "adopted"),
        (TWO_THIRDS, body(12, 6, 20), "adopted"),
        (TWO_THIRDS, body(11, 6), "rejected"),
        (TWO_THIRDS, body(0, 1), "rejected"),
        (TWO_THIRDS, body(1), "adopted"),
        (Rule(tally.QUALIFIED, 3, 4), body(3, 1), "adopted"),
        (Rule(tally.QUALIFIED, 1, 1), body(39, 1), "rejected"),
        (SIMPLE, body(6, 6), "rejected"),
        (SIMPLE, body(7, 6), "adopted"),
        (SIMPLE, body(1, 0, 39), "adopted"),
        (Rule(tally.ABSOLUTE_VOTERS), body(5, 4, 1), "rejected"),
        (Rule(tally.ABSOLUTE_VOTERS), body(6, 4, 1), "adopted"),
        (Rule(tally.ABSOLUTE_VOTERS), body(0, 0, 3), "undecided"),
        (Rule(tally.ABSOLUTE_ELECTORS), body(20, 0), "rejected"),
        (Rule(tally.ABSOLUTE_ELECTORS), body(21, 19), "adopted"),
    ],
)
def test_a_majority_at_its_edges(rule: Rule, said: Body, outcome: str) -> None:
    assert tally.decided(rule, said) == outcome


def test_every_small_count_is_decided_as_fractions_would() -> None:
    for yes, no, abstain, blank in product(range(6), repeat=4):
        said = body(yes, no, abstain, blank)
        cast, expressed = yes + no + abstain + blank, yes + no
        wanted = {
            tally.SIMPLE: yes > no,
            tally.ABSOLUTE_VOTERS: bool(cast) and Fraction(yes, cast) > Fraction(1, 2),
            tally.ABSOLUTE_ELECTORS: Fraction(yes, 40) > Fraction(1, 2),
            tally.QUALIFIED: bool(expressed) and Fraction(yes, expressed) >= Fraction(2, 3),
        }
        for name, passes in wanted.items():
            outcome = tally.decided(Rule(name, 2, 3), said)
            if not expressed:
                assert outcome == "undecided", (name, said)
            else:
                assert outcome == ("adopted" if passes else "rejected"), (name, said)


@given(st.integers(0, 500), st.integers(1, 50), st.integers(1, 50))
def test_a_quorum_is_the_least_number_that_reaches_its_share(
    electors: int, num: int, den: int
) -> None:
    needed = Quorum(tally.PARTICIPATION, num, den).needed(electors)
    assert needed * den >= num * electors > (needed - 1) * den


@pytest.mark.parametrize(
    ("quorum", "said", "is_missed"),
    [
        (HALF, body(10, 5, 4, 0), True),
        (HALF, body(10, 5, 4, 1), False),
        (Quorum(tally.EXPRESSED, 1, 2), body(10, 9, 21), True),
        (Quorum(tally.EXPRESSED, 1, 2), body(10, 10), False),
        (Quorum(tally.PLACES, 1, 2), body(19), True),
        (Quorum(tally.PLACES, 1, 2), body(20), False),
        (Quorum(tally.PLACES, 1, 2), Body(Count(90, places=4), 100, 10), True),
        (Quorum(tally.PLACES, 1, 2), Body(Count(5, places=5), 100, 10), False),
        (Quorum(), body(0), False),
        (HALF, body(0, electors=0), False),
    ],
)
def test_a_quorum_counts_what_it_says(quorum: Quorum, said: Body, is_missed: bool) -> None:
    rule = Rule(tally.SIMPLE, quorum=quorum)
    assert tally.misses_quorum(rule, said) is is_missed
    if is_missed:
        assert tally.decided(rule, said) == "undecided"


def test_who_comes_later_is_no_elector_and_who_left_unheard_is_none_any_more() -> None:
    """Scenario 10: forty electors, twenty ballots, ten join, five leave without having voted."""
    assert tally.electors_at_close(40, 5, 0) == 35
    rule = Rule(tally.SIMPLE, quorum=HALF)
    assert rule.quorum.needed(40) == 20
    assert rule.quorum.needed(35) == 18
    assert tally.decided(rule, body(18, electors=35)) == "adopted"
    assert tally.decided(rule, body(17, electors=35)) == "undecided"


@pytest.mark.parametrize(
    ("persons", "places", "outcome"),
    [
        (body(3, 1), body(2, 1), "adopted"),
        (body(3, 1), body(1, 2), "rejected"),
        (body(1, 3), body(2, 1), "rejected"),
        (body(3, 1), body(0), "undecided"),
        (body(0), body(1, 2), "undecided"),
    ],
)
def test_a_double_majority_holds_among_both(persons: Body, places: Body, outcome: str) -> None:
    assert tally.decided_twice(SIMPLE, persons, places) == outcome


@pytest.mark.parametrize(
    ("options", "is_run_off", "found"),
    [
        ([body(8, 2), body(9, 1)], False, ("adopted", (1,))),
        ([body(8, 2), body(4, 6)], False, ("adopted", (0,))),
        ([body(3, 7), body(5, 5)], False, ("rejected", ())),
        ([body(0), body(0, 0, 3)], False, ("undecided", ())),
        ([body(0), body(0, 3)], False, ("rejected", ())),
        ([body(8, 2), body(6, 0), body(7, 1)], False, ("run_off", (0, 1, 2))),
        ([body(8, 2), body(6, 0)], True, ("rejected", ())),
        ([], False, ("undecided", ())),
    ],
)
def test_alternatives_are_each_against_the_text_as_it_is(
    options: list[Body], is_run_off: bool, found: tuple[str, tuple[int, ...]]
) -> None:
    assert tally.chosen(SIMPLE, options, is_run_off=is_run_off) == found


def test_a_second_call_has_its_own_quorum_and_no_third() -> None:
    rule = Rule(tally.QUALIFIED, 2, 3, HALF, Quorum(tally.PARTICIPATION, 1, 3))
    again = tally.called_again(rule)
    assert again == Rule(tally.QUALIFIED, 2, 3, Quorum(tally.PARTICIPATION, 1, 3))
    assert tally.called_again(again) is None
