from __future__ import annotations

import pytest

from wiki.merge.engine import LIMIT
from wiki.merge.suggestion import suggest

BASE = "Le lieu ouvre chaque lundi à 9 h pour les membres du réseau."


def test_changes_that_stand_apart_are_joined() -> None:
    head = BASE.replace("Le lieu", "Notre lieu")
    mine = BASE.replace("membres", "adhérents")
    both = "Notre lieu ouvre chaque lundi à 9 h pour les adhérents du réseau."
    assert suggest(BASE, head, mine) == suggest(BASE, mine, head) == both


def test_a_change_that_both_made_is_made_once() -> None:
    head = BASE.replace("lundi", "mardi").replace("Le", "Notre")
    mine = BASE.replace("lundi", "mardi").replace("réseau", "village")
    both = "Notre lieu ouvre chaque mardi à 9 h pour les membres du village."
    assert suggest(BASE, head, mine) == both


@pytest.mark.parametrize(
    ("head", "mine"),
    [
        pytest.param(("9 h", "10 h"), ("9 h", "8 h"), id="the same value"),
        pytest.param(("lundi", "4 mars"), ("9 h", "10 h"), id="two values"),
        pytest.param(("lundi", "mardi"), ("chaque", "un"), id="neighbours"),
        pytest.param(("lundi", "mardi"), ("lundi", "jeudi"), id="the same word"),
        pytest.param((BASE[:-10], "Vu au "), ("réseau", "village"), id="a sentence rewritten"),
    ],
)
def test_no_wording_is_offered(head: tuple[str, str], mine: tuple[str, str]) -> None:
    assert suggest(BASE, BASE.replace(*head), BASE.replace(*mine)) is None


def test_a_very_long_sentence_is_left_alone() -> None:
    base = "mot " * LIMIT + "fin"
    assert suggest(base, "Un " + base, base + " net") is None
