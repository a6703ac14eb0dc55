"""The states of a version: the one table, tried whole."""

from __future__ import annotations

from itertools import product

import pytest

from wiki.charter.rules import versions
from wiki.kernel.errors import Conflict, Refused

#: Written again by hand: a change of the table is a decision.
ALLOWED = {
    ("draft", "open", "guarantor"): "consultation",
    ("consultation", "freeze", "guarantor"): "frozen",
    ("consultation", "freeze", "clock"): "frozen",
    ("frozen", "reopen", "guarantor"): "consultation",
    ("frozen", "propose", "guarantor"): "candidate",
    ("candidate", "adopt", "system"): "adopted",
    ("candidate", "reject", "system"): "rejected",
    ("adopted", "enter", "clock"): "in_force",
    ("in_force", "replace", "clock"): "replaced",
    ("in_force", "repeal", "system"): "repealed",
    ("draft", "abandon", "guarantor"): "abandoned",
    ("consultation", "abandon", "guarantor"): "abandoned",
    ("frozen", "abandon", "guarantor"): "abandoned",
    ("candidate", "abandon", "guarantor"): "abandoned",
}


def test_each_state_transition_and_actor() -> None:
    for state, transition, who in product(versions.STATES, versions.TRANSITIONS, versions.ACTORS):
        wanted = ALLOWED.get((state, transition, who))
        if wanted is not None:
            assert versions.moved(state, transition, who) == wanted
        else:
            known = any((state, transition) == one[:2] for one in ALLOWED)
            with pytest.raises(Refused if known else Conflict):
                versions.moved(state, transition, who)


def test_nothing_leads_back_from_a_frozen_text() -> None:
    for move in versions.MOVES:
        if move.state in versions.HASHED:
            assert move.to in (*versions.HASHED, versions.ABANDONED)


@pytest.mark.parametrize(
    ("last", "severity", "wanted"),
    [
        (None, "fix", "1.0"),
        ((1, 0, 0), "fix", "1.0.1"),
        ((1, 0, 1), "minor", "1.1"),
        ((1, 4, 2), "major", "2.0"),
    ],
)
def test_numbers(last: tuple[int, int, int] | None, severity: str, wanted: str) -> None:
    number = versions.next_number(last, severity)
    assert versions.shown_number(number) == wanted
    assert versions.number_of(f"v{wanted}") == number


@pytest.mark.parametrize("said", ["", "1", "v1.x", "1.0.0.0", "1.²", "1.-1", "9999999.0"])
def test_refuses_what_is_no_number(said: str) -> None:
    assert versions.number_of(said) is None
