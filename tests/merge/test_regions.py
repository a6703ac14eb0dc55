from __future__ import annotations

import pytest

from wiki.merge.edits import Edit
from wiki.merge.regions import meet, regions


def reword(start: int, end: int) -> Edit:
    return Edit(start, end, ("x",), start, end, in_place=True)


def remove(start: int, end: int, low: int | None = None, high: int | None = None) -> Edit:
    reach = (start if low is None else low, end if high is None else high)
    return Edit(start, end, (), *reach, in_place=False)


def insert(at: int, text: str = "y") -> Edit:
    return Edit(at, at, (text,), at, at, in_place=False)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (reword(1, 2), reword(1, 2), True),
        (reword(1, 2), reword(2, 3), False),
        (reword(1, 3), reword(2, 4), True),
        (reword(1, 2), remove(2, 3), False),
        (remove(1, 2), remove(2, 3), False),
        (reword(1, 2), insert(2), False),
        (reword(1, 3), insert(2), True),
        (remove(1, 2), insert(2), True),
        (remove(1, 2), insert(3), False),
        (insert(2), insert(2), True),
        (insert(2), insert(3), False),
        (remove(3, 4, low=1), reword(1, 2), True),
        (remove(3, 4, low=2), reword(1, 2), False),
        (remove(3, 4, high=6), reword(5, 6), True),
    ],
)
def test_which_edits_meet(one: Edit, other: Edit, expected: bool) -> None:
    assert meet(one, other) is expected
    assert meet(other, one) is expected


def test_edits_that_meet_from_one_to_the_next_are_one_region() -> None:
    (region,) = regions([reword(1, 3), reword(4, 6)], [reword(2, 5)])
    assert (region.start, region.end, len(region.edits)) == (1, 6, 3)


def test_an_edit_that_both_made_is_settled() -> None:
    removed = remove(1, 2)
    found = regions([removed, insert(2)], [removed])
    assert [(len(region.head), len(region.mine)) for region in found] == [(1, 1), (1, 0)]


def test_a_wide_reach_is_met_though_narrow_edits_follow_it() -> None:
    wide, narrow, beside = remove(1, 3, high=5), reword(3, 4), insert(5)
    assert [len(region.edits) for region in regions([wide, narrow], [beside])] == [3]
    assert [len(region.edits) for region in regions([beside], [wide, narrow])] == [3]
