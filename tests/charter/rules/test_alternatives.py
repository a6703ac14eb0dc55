"""Several wordings in one ballot: what is said of each, which wins, what becomes of the others."""

from __future__ import annotations

import pytest

from wiki.charter.rules import alternatives as rules
from wiki.charter.rules.tally import ADOPTED, REJECTED, RUN_OFF, UNDECIDED
from wiki.charter.rules.verdict import offered
from wiki.kernel.errors import Invalid

SIMPLE = rules.majority(offered("consent"))


@pytest.mark.parametrize(
    ("said", "run_off", "outcome", "ends"),
    [
        (["yes,no"] * 3, False, ADOPTED, ["adopted", "rejected"]),
        (["yes,yes", "yes,yes", "yes,abstain"], False, ADOPTED, ["adopted", "beaten"]),
        (["no,no"] * 3, False, REJECTED, ["rejected", "rejected"]),
        (["yes,yes"] * 2, False, RUN_OFF, ["back", "back"]),
        (["yes,yes"] * 2, True, REJECTED, ["rejected", "rejected"]),
        (["abstain,blank"] * 3, False, UNDECIDED, ["undecided", "undecided"]),
        (["no,abstain"] * 3, False, REJECTED, ["rejected", "undecided"]),
        ([], False, UNDECIDED, ["undecided", "undecided"]),
    ],
)
def test_what_becomes_of_each(
    said: list[str], run_off: bool, outcome: str, ends: list[str]
) -> None:
    found = rules.result(SIMPLE, rules.bodies(said, 4, 2), is_run_off=run_off)
    assert found.outcome == outcome
    assert [rules.becomes(found, at, competes=True) for at in range(2)] == ends


def test_one_that_can_stand_with_the_winner_goes_back() -> None:
    found = rules.result(SIMPLE, rules.bodies(["yes,yes", "yes,abstain"], 4, 2), is_run_off=False)
    assert rules.becomes(found, 1, competes=False) == "back"


def test_consent_gives_way_to_the_vote_that_would_follow_it() -> None:
    assert rules.majority(offered("consent")).name == "simple"
    assert rules.majority(offered("consent_statutory")).name == "qualified"
    assert rules.majority(offered("tacit_consent")).name == "simple"
    assert rules.majority(offered("absolute")) == offered("absolute")


@pytest.mark.parametrize("choice", ["", "yes", "yes,", "yes,maybe", "yes,no,no", "yes, no"])
def test_refuses_a_paper_that_does_not_say_something_of_each(choice: str) -> None:
    with pytest.raises(Invalid):
        rules.check(choice, 2)
