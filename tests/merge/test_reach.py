from __future__ import annotations

from wiki.merge.reach import Placed, placed_changes
from wiki.merge.sequence import Change


def test_a_removal_goes_to_its_last_place_and_reaches_the_first() -> None:
    assert placed_changes("axxb", "axb") == [Placed(Change(2, 3, 2, 2), 1, 3)]


def test_a_removal_among_no_twins_reaches_itself_alone() -> None:
    assert placed_changes("abc", "ac") == [Placed(Change(1, 2, 1, 1), 1, 2)]


def test_an_insertion_goes_to_its_last_place() -> None:
    assert placed_changes("axb", "axyxb") == [Placed(Change(2, 2, 2, 4), 1, 2)]


def test_a_removal_does_not_reach_over_another_change() -> None:
    first, second = placed_changes("xabx", "xbz")
    assert (first.low, first.high) == (1, 2)
    assert (second.low, second.high) == (3, 4)
