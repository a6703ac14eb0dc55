"""The states of an amendment: what is not in the table is refused, whoever asks."""

from __future__ import annotations

from itertools import product

import pytest

from wiki.charter.rules import amendments
from wiki.charter.rules.amendments import FINAL, MOVES, REASONED, State, Step, Who, moved, steps
from wiki.kernel.errors import Conflict, Invalid, Refused

#: Written again by hand, state by state: step, who, where it leads.
EXPECTED = {
    "draft": "revise:author:draft table:author:tabled withdraw:author:withdrawn "
    "agree:partner:admissible decline:partner:withdrawn undo:system:to_update",
    "tabled": "revise:author:tabled admit:guarantor:admissible admit:system:admissible "
    "dismiss:guarantor:inadmissible outdate:system:to_update withdraw:author:withdrawn "
    "join:author:merged satisfy:guarantor:satisfied fell:guarantor:fallen "
    "postpone:guarantor:postponed",
    "admissible": "revise:author:tabled outdate:system:to_update submit:guarantor:submitted "
    "withdraw:author:withdrawn join:author:merged combine:system:merged "
    "satisfy:guarantor:satisfied fell:guarantor:fallen postpone:guarantor:postponed",
    "to_update": "confirm:author:admissible confirm:guarantor:admissible "
    "withdraw:author:withdrawn join:author:merged satisfy:guarantor:satisfied "
    "fell:guarantor:fallen postpone:guarantor:postponed",
    "submitted": "recall:system:admissible adopt:system:adopted "
    "reject:system:rejected leave:system:undecided fell:system:fallen",
    "adopted": "integrate:system:integrated annul:system:admissible",
    "integrated": "annul:system:admissible",
    "rejected": "annul:system:admissible",
    "fallen": "annul:system:admissible",
    "undecided": "annul:system:admissible call_again:guarantor:admissible "
    "postpone:guarantor:postponed",
}


def test_every_state_step_and_actor_that_is_not_listed_is_refused() -> None:
    allowed = {}
    for state, said in EXPECTED.items():
        for one in said.split():
            step, who, to = one.split(":")
            allowed[State(state), Step(step), Who(who)] = State(to)
    asked = list(product(State, Step, Who))
    assert len(asked) == 15 * 23 * 4
    for state, step, who in asked:
        if (state, step, who) in allowed:
            assert moved(state, step, frozenset({who})) is allowed[state, step, who]
            assert step in steps(state, frozenset({who}))
        else:
            with pytest.raises((Conflict, Refused)):
                moved(state, step, frozenset({who}))
            assert step not in steps(state, frozenset({who}))


def test_nothing_leads_out_of_a_final_state_and_each_is_reached() -> None:
    finals = "integrated rejected inadmissible withdrawn merged satisfied fallen postponed"
    assert set(finals.split()) == FINAL
    assert {move.to for move in MOVES} >= FINAL
    assert (FINAL | {State.ADOPTED, State.UNDECIDED}) - {State.INTEGRATED} == REASONED


def test_a_text_under_vote_is_not_written() -> None:
    assert State.SUBMITTED not in amendments.WRITABLE
    with pytest.raises(Conflict):
        moved(State.SUBMITTED, Step.REVISE, frozenset(Who))


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "short"), ("trop court", "short"), (" \n" * 50, "short"), ("mot " * 1_001, "long")],
)
def test_refuses_a_reason_that_says_nothing_or_too_much(reason: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        amendments.clean_reason(reason)
    assert refused.value.code == f"amendment_reason_{code}"
    assert amendments.clean_reason(" La cotisation\r\n\r\nest  trop basse. ") == (
        "La cotisation\nest trop basse."
    )
