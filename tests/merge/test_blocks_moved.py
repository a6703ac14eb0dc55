from __future__ import annotations

from wiki.merge.blocks_moved import Move, moves
from wiki.merge.sequence import changes


def found(old: list[str], new: list[str]) -> list[Move]:
    return moves(old, new, changes(old, new))


def test_two_lines_moved_together() -> None:
    old, new = ["a", "b", "1", "2", "3"], ["1", "2", "3", "a", "b"]
    assert found(old, new) == [Move(0, 3, 2)]


def test_one_long_line_moved() -> None:
    line = "Une phrase assez longue pour qu'on la reconnaisse ailleurs."
    assert found([line, "1", "2"], ["1", "2", line]) == [Move(0, 2, 1)]


def test_one_short_line_is_not_said_to_be_moved() -> None:
    assert found(["oui", "1", "2"], ["1", "2", "oui"]) == []


def test_blank_lines_are_not_said_to_be_moved() -> None:
    assert found(["", "", "1", "2", "3"], ["1", "2", "3", "", ""]) == []


def test_a_line_is_moved_once() -> None:
    old, new = ["a", "b", "1", "2", "3"], ["1", "a", "b", "2", "3", "a", "b"]
    assert len(found(old, new)) == 1
