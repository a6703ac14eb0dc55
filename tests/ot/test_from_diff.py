"""The change set between two texts makes the one of the other, and touches no more than it must."""

from __future__ import annotations

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.merge.writers import situation
from tests.ot.made import texts
from wiki.ot.change_set import text_of, units
from wiki.ot.from_diff import from_diff
from wiki.ot.mapping import map_over


def check(old: str, new: str) -> None:
    changes = from_diff(old, new)
    assert text_of(changes.apply(units(old))) == new
    assert changes.is_empty == (old == new)


@settings(max_examples=500, deadline=None)
@given(texts, texts)
@example("", "")
@example("", "\n")
@example("a", "a\n")
@example("a\n", "a")
@example("a", "a\nb\n")
@example("a\nb", "a")
@example("a\nb", "b")
@example("a\nb\n", "c\nd")
def test_makes_one_text_of_another(old: str, new: str) -> None:
    check(old, new)


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_makes_a_page_of_another(rng: random.Random) -> None:
    base, head, mine = situation(rng)[:3]
    check(base, head)
    check(head, mine)


def test_touches_the_words_that_changed() -> None:
    assert from_diff("Un lieu ouvert.\nFin", "Un lieu fermé.\nFin").to_json() == [
        8,
        [6, "fermé"],
        5,
    ]
    assert from_diff("a", "a\nb").to_json() == [1, [0, "", "b"]]
    assert from_diff("a\nb", "a").to_json() == [1, [2]]


def test_leaves_others_where_they_write() -> None:
    saved = from_diff("Ouvert le lundi.\n\nAdresse\n", "Ouvert le mardi.\n\nAdresse\nCarte\n")
    typed = from_diff("Ouvert le lundi.\n\nAdresse\n", "Ouvert le lundi à 9 h.\n\nAdresse :\n")
    text = map_over(typed, saved).apply(saved.apply(units("Ouvert le lundi.\n\nAdresse\n")))
    assert text_of(text) == "Ouvert le mardi à 9 h.\n\nAdresse :\nCarte\n"


def test_a_long_page_rewritten_is_compared() -> None:
    old = "".join(f"Ligne {at}, avec des mots.\n" for at in range(7_000))
    new = "".join(f"Ligne {at}, avec d’autres mots.\n" for at in range(7_000) if at % 7)
    check(old, new)
