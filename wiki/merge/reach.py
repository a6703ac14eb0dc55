"""How far a change might reach: where else it could stand and give the same text.

Of «x x», who can tell which x was removed? The alignment picks one; the other is within reach. A
change is moved to the last place where it gives the same text, so that two people who made the same
change are seen to have made it at the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.merge.sequence import Change, changes


@dataclass(frozen=True, slots=True)
class Placed:
    """A change at its last possible place, and the old items `low:high` it may be about."""

    change: Change
    low: int
    high: int


def placed_changes(old: Sequence[str], new: Sequence[str]) -> list[Placed]:
    """The changes that turn `old` into `new`, each with its reach, in order."""
    found = changes(old, new)
    floors = [0, *(change.old_end for change in found)]
    ceilings = [*(change.old_start for change in found[1:]), len(old)]
    return [
        _placed(old, new, change, floor, ceiling)
        for change, floor, ceiling in zip(found, floors, ceilings, strict=False)
    ]


def among_twins(old: Sequence[str], change: Change, floor: int, ceiling: int) -> Placed:
    """A removal, with the items beside it that equal one it removes."""
    removed = set(old[change.old_start : change.old_end])
    low, high = change.old_start, change.old_end
    while low > floor and old[low - 1] in removed:
        low -= 1
    while high < ceiling and old[high] in removed:
        high += 1
    return Placed(change, low, high)


def _placed(
    old: Sequence[str], new: Sequence[str], change: Change, floor: int, ceiling: int
) -> Placed:
    if change.old_start == change.old_end:
        return _placed_insertion(old, new, change, floor, ceiling)
    if change.new_start == change.new_end:
        change = _slid_removal(old, change, ceiling)
    return among_twins(old, change, floor, ceiling)


def _slid_removal(old: Sequence[str], change: Change, ceiling: int) -> Change:
    start, end, at, _ = change
    while end < ceiling and old[start] == old[end]:
        start, end, at = start + 1, end + 1, at + 1
    return Change(start, end, at, at)


def _placed_insertion(
    old: Sequence[str], new: Sequence[str], change: Change, floor: int, ceiling: int
) -> Placed:
    at, _, start, end = change
    low, last = at, end
    while low > floor and old[low - 1] == new[last - 1]:
        low, last = low - 1, last - 1
    while at < ceiling and old[at] == new[start]:
        at, start, end = at + 1, start + 1, end + 1
    return Placed(Change(at, at, start, end), low, at)
