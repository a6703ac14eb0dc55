"""Words that are nearly alike."""

from __future__ import annotations

import pytest

from wiki.search.spelling import best, distance, forms, misspelt, title_words


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("lozere", "lozere", 0),
        ("lozre", "lozere", 1),
        ("lozzere", "lozere", 1),
        ("lozare", "lozere", 1),
        ("lzoere", "lozere", 1),
        ("lozr", "lozere", 2),
        ("", "abc", 3),
    ],
)
def test_mistakes_are_counted(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart


@pytest.mark.parametrize("typed", ["lozre", "lozzere", "lozare", "lzoere", "ozere", "lozer"])
def test_one_mistake_leaves_a_form_in_common(typed: str) -> None:
    assert forms(typed) & forms("Lozère")


def test_the_words_of_a_title_keep_their_accents() -> None:
    assert title_words("Télécentres de la Lozère, 2014") == {"télécentres", "lozère"}


def test_the_nearest_word_then_the_commonest_is_proposed() -> None:
    assert best("lozre", [("lozère", 1), ("lorient", 9)]) == "lozère"
    assert best("tables", [("fables", 1), ("sables", 5)]) == "sables"


def test_a_word_that_is_known_or_far_is_left_alone() -> None:
    assert best("lozere", [("lozère", 1), ("lozeres", 9)]) is None
    assert best("lozre", [("bordeaux", 9)]) is None
    assert best("telecentre", [("télécentres", 1)]) is None
    assert best("cafe", [("cases", 9)]) is None
    assert best("lozre", []) is None


def test_short_words_and_numbers_are_left_alone() -> None:
    assert [word.text for word in misspelt("le 2014 télécentre été33 " + "x" * 40)] == [
        "telecentre"
    ]
