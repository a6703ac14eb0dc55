"""Two amendments in one wording: what it begins with, and what cannot be combined."""

from __future__ import annotations

import pytest

from tests.charter.rules.texts import CHARTER, modify
from wiki.charter.rules.amendments import State
from wiki.charter.rules.combining import check_asked, check_signed, check_states, offered
from wiki.charter.rules.operations import Asked, Kind, Operation
from wiki.charter.rules.rebase import Verdict
from wiki.kernel.errors import Conflict

FEE = modify("fee", "50", "60")
ADDED = Operation(Kind.ADD_AFTER, "a5", "Retrait", "On se retire.", "board", 2)
ALSO = Operation(Kind.ADD_AFTER, "a6", "Exclusion", "On exclut.", "board", 2)


def test_a_wording_of_both_begins_with_what_keeps_both() -> None:
    other = modify("fee", "annuelle", "annuelle et libre")
    begun, verdict = offered(CHARTER, FEE, other)
    assert verdict is Verdict.SUGGESTED
    assert begun.text.startswith("La cotisation annuelle et libre est de 60 euros.")
    assert (begun.kind, begun.block, begun.title) == (Kind.MODIFY, "fee", "Cotisation")


def test_of_the_same_words_it_begins_with_mine() -> None:
    begun, verdict = offered(CHARTER, FEE, modify("fee", "50", "30"))
    assert verdict is Verdict.CONFLICT
    assert begun.text == FEE.text


def test_a_new_title_is_kept_and_two_are_for_a_person() -> None:
    named, other = (Operation(Kind.RENAME, "fee", title) for title in ("Adhésion", "Part"))
    assert offered(CHARTER, FEE, named)[0].title == "Adhésion"
    begun, verdict = offered(CHARTER, named, other)
    assert (begun.title, verdict) == ("Adhésion", Verdict.CONFLICT)
    assert begun.text.startswith("La cotisation annuelle est de 50")


def test_two_articles_added_at_one_place_are_one() -> None:
    begun, _ = offered(CHARTER, ADDED, ALSO)
    assert begun.text == "On se retire.\n\nOn exclut."
    check_asked(Asked(Kind.ADD_AFTER, "board"), begun)
    with pytest.raises(Conflict, match="amendment_other"):
        check_asked(Asked(Kind.ADD_AFTER, "a5"), begun)


@pytest.mark.parametrize(
    "other",
    [
        modify("board", "deux", "trois"),
        Operation(Kind.DELETE, "fee"),
        ADDED,
        Operation(Kind.MOVE, "fee", after="board"),
    ],
)
def test_refuses_what_no_wording_combines(other: Operation) -> None:
    with pytest.raises(Conflict, match="combine_kind"):
        offered(CHARTER, FEE, other)


def test_refuses_what_is_not_admitted_and_words_that_were_not_read() -> None:
    check_states((State.ADMISSIBLE, State.ADMISSIBLE))
    check_signed(2, 2)
    for state in set(State) - {State.ADMISSIBLE}:
        with pytest.raises(Conflict, match="combine_admissible"):
            check_states((State.ADMISSIBLE, state))
    with pytest.raises(Conflict, match="combine_reworded"):
        check_signed(1, 2)
