"""What a discussion allows, and how turns stand under one another."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from tests import people
from wiki.discussions import rules
from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import VISITOR, Role


@dataclass(frozen=True)
class Turn:
    """A turn without a database."""

    number: int
    answers: int | None = None


def laid(*turns: tuple[int, int | None]) -> list[tuple[int, int]]:
    found = rules.arranged(Turn(number, answers) for number, answers in turns)
    return [(turn.number, level) for turn, level in found]


def test_answers_to_the_thread_follow_one_another() -> None:
    assert laid((1, None), (2, None), (3, None)) == [(1, 0), (2, 0), (3, 0)]


def test_an_answer_stands_under_what_it_answers() -> None:
    found = laid((1, None), (2, None), (3, 1), (4, 3), (5, 1))
    assert found == [(1, 0), (3, 1), (4, 2), (5, 1), (2, 0)]


def test_answers_are_set_in_to_a_few_levels_only() -> None:
    found = laid((1, None), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5))
    assert [level for _, level in found] == [0, 1, 2, 3, 3, 3]
    assert [number for number, _ in found] == [1, 2, 3, 4, 5, 6]


def test_an_answer_to_what_is_on_another_screen_stands_by_itself() -> None:
    assert laid((51, 3), (52, 51)) == [(51, 0), (52, 1)]


@pytest.mark.parametrize("seed", range(20))
def test_every_turn_is_laid_out_once(seed: int) -> None:
    chance = random.Random(seed)
    turns = [Turn(n, chance.choice([None, *range(1, n)])) for n in range(1, 40)]
    chance.shuffle(turns)
    found = rules.arranged(turns)
    assert sorted(turn.number for turn, _ in found) == list(range(1, 40))
    assert all(0 <= level <= rules.DEEPEST for _, level in found)


def test_a_long_thread_is_laid_out_without_recursion() -> None:
    assert len(rules.arranged(Turn(n, n - 1 or None) for n in range(1, 5000))) == 4999


def test_a_subject_stands_on_one_line() -> None:
    assert rules.clean_subject("  Des\nexemples\x00 ? ") == "Des exemples ?"


@pytest.mark.parametrize("blank", ["", "  \n", "\x00"])
def test_refuses_a_thread_without_a_subject(blank: str) -> None:
    with pytest.raises(Invalid, match="subject_missing"):
        rules.clean_subject(blank)


def test_refuses_an_endless_subject() -> None:
    with pytest.raises(Invalid, match="subject_too_long"):
        rules.clean_subject("é" * 201)


def test_a_turn_ends_with_one_line_end() -> None:
    assert rules.clean_turn("\r\nVoir ici.\r\n\r\n") == "Voir ici.\n"


@pytest.mark.parametrize("blank", ["", " \n\t\n"])
def test_refuses_a_blank_turn(blank: str) -> None:
    with pytest.raises(Invalid, match="turn_missing"):
        rules.clean_turn(blank)


def test_refuses_an_endless_turn() -> None:
    with pytest.raises(TooMuch, match="turn_too_large"):
        rules.clean_turn("é" * 25_001)
    assert rules.clean_turn("é" * 25_000)


def test_refuses_a_turn_that_cannot_be_written() -> None:
    with pytest.raises(Invalid, match="body_unicode"):
        rules.clean_turn("\ud800")


@pytest.mark.parametrize(
    ("reason", "code"), [(" ", "reason_missing"), ("a" * 501, "reason_too_long")]
)
def test_refuses_to_hide_without_a_fair_reason(reason: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        rules.clean_reason(reason)


def test_each_rewrites_their_own_turns() -> None:
    charlie = people.actor("charlie", Role.MEMBER, 3)
    assert rules.why_not_rewrite(charlie, 3, is_hidden=False) is None
    assert rules.why_not_rewrite(charlie, 3, is_hidden=True) == "turn_is_hidden"
    alice = people.actor("alice", Role.ADMINISTRATOR, 1)
    assert rules.why_not_rewrite(alice, 3, is_hidden=False) == "turn_of_another"
    assert rules.why_not_rewrite(VISITOR, None, is_hidden=False) == "turn_of_another"
