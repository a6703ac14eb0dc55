from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.sequence import Change, changes, changes_in_place, kept

items = st.lists(st.integers(0, 4), max_size=30)


@given(items, items)
def test_changes_turn_one_sequence_into_the_other(old: list[int], new: list[int]) -> None:
    built: list[int] = []
    at = 0
    for change in changes(old, new):
        built += old[at : change.old_start] + new[change.new_start : change.new_end]
        at = change.old_end
    assert built + old[at:] == new


@given(items, items)
def test_what_is_kept_is_equal_and_in_order(old: list[int], new: list[int]) -> None:
    old_at = new_at = 0
    for run in kept(old, new):
        assert run.old_start >= old_at
        assert run.new_start >= new_at
        old_at, new_at = run.old_start + run.length, run.new_start + run.length
        assert old[run.old_start : old_at] == new[run.new_start : new_at]


@given(items, st.dictionaries(st.integers(0, 29), st.integers(5, 9)))
def test_items_replaced_in_place_are_found_as_well_as_can_be(
    old: list[int], replaced: dict[int, int]
) -> None:
    new = [replaced.get(at, item) for at, item in enumerate(old)]
    found = changes_in_place(old, new)
    if found is None:  # a replaced item stands elsewhere too: it may have moved
        assert {item for at, item in enumerate(old) if at in replaced} & set(new)
        return
    built: list[int] = []
    at = 0
    for change in found:
        assert change.old_start > at or at == 0
        built += old[at : change.old_start] + new[change.new_start : change.new_end]
        at = change.old_end
    assert built + old[at:] == new
    changed = sum(change.old_end - change.old_start for change in found)
    assert len(old) - changed == _longest_common(old, new)


def test_what_moved_or_came_is_not_in_place() -> None:
    assert changes_in_place([1, 2, 3], [3, 1, 2]) is None
    assert changes_in_place([1, 2], [1, 2, 3]) is None
    assert changes_in_place([1, 2, 3, 4], [1, 5, 6, 4]) == [Change(1, 3, 1, 3)]
    assert changes_in_place([], []) == []


def test_the_answer_is_seldom_longer_than_the_shortest() -> None:
    rng = random.Random(1)
    found = best = 0
    for _ in range(500):
        old = [rng.randrange(6) for _ in range(rng.randrange(15))]
        new = [rng.randrange(6) for _ in range(rng.randrange(15))]
        found += sum(run.length for run in kept(old, new))
        best += _longest_common(old, new)
    assert 0.93 * best < found <= best


def test_unique_lines_anchor_what_repeats() -> None:
    old = ["#1", "x", "x", "#2", "x"]
    new = ["#1", "x", "x", "x", "#2", "x"]
    assert changes(old, new) == [Change(3, 3, 3, 4)]


def test_beyond_the_budget_the_answer_is_coarse_and_the_same() -> None:
    rng = random.Random(2)
    old, new = ([rng.randrange(2) for _ in range(3000)] for _ in range(2))
    few = changes(old, new, steps=1000)
    assert few == changes(old, new, steps=1000)
    assert len(few) < len(changes(old, new))


def _longest_common(old: list[int], new: list[int]) -> int:
    row = [0] * (len(new) + 1)
    for item in old:
        above, row = row, [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if item == other else max(above[at + 1], row[at]))
    return row[-1]
