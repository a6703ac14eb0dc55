"""Until when a ballot is contested, who answers, and what undoes an amendment: plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wiki.charter.rules import ballots
from wiki.charter.rules import contests as rules
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.operations import Kind, Operation, applied
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.undoing import inverse, undone
from wiki.kernel.errors import Conflict, Invalid

SAID = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
TICK = timedelta(milliseconds=1)
TEXT = (
    Block("", 0, "", "Nous."),
    Block("a", 2, "Membres", "Un lieu a une voix."),
    Block("b", 2, "Cotisation", "Elle est de 50 euros. Elle est due au 1er mars."),
    Block("c", 2, "Sortie", "On sort."),
)


@pytest.mark.parametrize("state", ballots.STATES)
@pytest.mark.parametrize("is_followed", [False, True])
@pytest.mark.parametrize("after", [timedelta(0), rules.WINDOW - TICK, rules.WINDOW])
def test_a_ballot_is_contested_for_seven_days_unless_another_follows_it(
    state: str, is_followed: bool, after: timedelta
) -> None:
    is_open = state in ("proclaimed", "contested") and after < rules.WINDOW and not is_followed
    asked = (state, SAID, SAID + after)
    assert rules.may_be_contested(*asked, is_followed=is_followed) is is_open


def test_it_is_rejected_once_nobody_else_may_contest_it_and_upheld_at_any_time() -> None:
    rules.check_answer(SAID, SAID, is_upheld=True)
    rules.check_answer(SAID, SAID + rules.WINDOW, is_upheld=False)
    with pytest.raises(Conflict, match="contest_others"):
        rules.check_answer(SAID, SAID + rules.WINDOW - TICK, is_upheld=False)


@pytest.mark.parametrize(
    ("member", "may"), [(1, False), (2, False), (3, False), (4, True), (None, False)]
)
def test_another_answers_than_who_held_it_or_contests_it(member: int | None, may: bool) -> None:
    who = rules.answers_as(member, (1, 2), [3])
    for step in (ballots.CONFIRM, ballots.CANCEL):
        if may:
            assert ballots.moved("contested", step, who) in ("final", "cancelled")
        else:
            with pytest.raises(Exception, match="ballot_not_yours"):
                ballots.moved("contested", step, who)


@pytest.mark.parametrize("typed", ["", "trop court", " \n" * 90, "mot " * 600])
def test_refuses_a_reason_that_says_nothing_or_too_much(typed: str) -> None:
    with pytest.raises(Invalid, match="contest_reason"):
        rules.reason(typed)


@pytest.mark.parametrize(
    "operation",
    [
        Operation(Kind.MODIFY, "b", "Argent", "Elle est de 60 euros. Elle est due au 1er mars."),
        Operation(Kind.RENAME, "b", "Argent"),
        Operation(Kind.ADD_AFTER, "d", "Locaux", "On les partage.", "a", 2),
        Operation(Kind.DELETE, "b"),
        Operation(Kind.MOVE, "b", after="c"),
    ],
    ids=lambda one: one.kind,
)
def test_each_operation_is_undone(operation: Operation) -> None:
    became = applied(TEXT, operation)
    assert applied(became, inverse(TEXT, operation)) == TEXT
    elsewhere = applied(became, Operation(Kind.MODIFY, "a", "Membres", "Un lieu a deux voix."))
    found = undone(TEXT, became, elsewhere, operation)
    assert found.verdict is Verdict.CLEAN
    assert found.operation
    assert applied(elsewhere, found.operation) == applied(
        TEXT, Operation(Kind.MODIFY, "a", "Membres", "Un lieu a deux voix.")
    )


def test_what_others_changed_since_is_left_to_people() -> None:
    sixty = Operation(Kind.MODIFY, "b", "Cotisation", TEXT[2].text.replace("50", "60"))
    became = applied(TEXT, sixty)
    head = applied(
        became, Operation(Kind.MODIFY, "b", "Cotisation", TEXT[2].text.replace("50", "70"))
    )
    assert undone(TEXT, became, head, sixty).verdict is Verdict.CONFLICT
    assert undone(TEXT, became, TEXT, sixty).verdict is Verdict.SATISFIED
