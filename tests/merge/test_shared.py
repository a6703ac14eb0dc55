"""Which words a sentence owes to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.shared import (
    Stretch,
    alike,
    cost,
    share_a_run,
    shared_anywhere,
    shared_in_order,
    tokens,
)

texts = st.text("ab c.", max_size=30)


def said(found: list[Stretch], new: list[str]) -> list[str]:
    return ["".join(new[at : at + length]) for _, at, length in found]


@given(texts)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize("shared", [shared_in_order, shared_anywhere])
@given(old=texts, new=texts)
def test_a_stretch_is_the_same_on_both_sides_and_taken_once(
    shared: Callable[..., list[Stretch]], old: str, new: str
) -> None:
    olds, news = tokens(old), tokens(new)
    found = shared(olds, news)
    for old_at, new_at, length in found:
        assert olds[old_at : old_at + length] == news[new_at : new_at + length]
    taken = [at for _, start, length in found for at in range(start, start + length)]
    assert len(taken) == len(set(taken))


def test_half_of_a_sentence_is_owed_to_it() -> None:
    new = tokens("Le thé ouvre tard.")
    assert said(shared_in_order(tokens("Le café ouvre tôt."), new), new) == ["Le ", " ouvre ", "."]


def test_small_words_alone_prove_nothing() -> None:
    old, new = "Le café ouvre le matin.", "Le prix de la salle reste le même partout."
    assert shared_in_order(tokens(old), tokens(new)) == []


def test_words_in_a_row_are_found_wherever_they_went() -> None:
    old, new = tokens("Un deux trois. Quatre cinq six."), tokens("Et quatre : Quatre cinq six !")
    assert said(shared_anywhere(old, new), new) == ["Quatre cinq six"]
    assert share_a_run(["Un deux", "trois quatre"], ["deux trois quatre"])
    assert not share_a_run(["Un deux"], ["Un deux"])


def test_each_sentence_answers_to_one() -> None:
    old = ["Le café ouvre tôt.", "On vend du pain."]
    new = ["On vend du bon pain.", "Le café ouvre tard.", "Le café ferme tard."]
    assert sorted(alike(old, new)) == [(0, 1), (1, 0)]


def test_what_would_take_too_long_is_not_paired() -> None:
    assert alike(["a b"] * 300, ["a b"] * 300) == []


def test_common_ends_cost_nothing() -> None:
    assert cost(tokens("un deux trois"), tokens("un deux trois")) == 0
    assert cost(tokens("un deux trois"), tokens("un quatre trois")) == 1
