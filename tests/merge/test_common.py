from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.common import common

items = st.lists(st.integers(0, 4), max_size=40)


def _length(old: list[int], new: list[int]) -> int:
    row = [0] * (len(new) + 1)
    for item in old:
        above, row = row, [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if item == other else max(above[at + 1], row[at]))
    return row[-1]


@given(items, items)
def test_it_is_the_longest_and_rises_on_both_sides(old: list[int], new: list[int]) -> None:
    found = common(old, new, lambda _cost: True)
    assert len(found) == _length(old, new)
    assert all(old[left] == new[right] for left, right in found)
    assert found == sorted(set(found))
    assert [right for _, right in found] == sorted({right for _, right in found})


def test_without_means_only_the_ends_are_kept() -> None:
    old, new = [1, 2, 3, 4, 9], [1, 3, 2, 4, 5, 9]
    assert common(old, new, lambda _cost: False) == [(0, 0), (4, 5)]


def test_the_cost_is_told_before_and_grows_with_what_both_sides_share() -> None:
    asked: list[int] = []

    def note(cost: int) -> bool:
        asked.append(cost)
        return True

    common(list(range(1000)), list(range(2000, 3000)), note)
    assert asked == [], "nothing in common: nothing to align"
    for size in (100, 1000, 10_000):
        common(list(range(size)), list(range(size))[::-1], note)
    assert asked == sorted(asked)
    assert asked[2] < 10_000 * 10_000 // 20, "thirty items at once"
