"""Align two sequences: which items were kept, which changed.

Patience: common ends are trimmed, then items (or short windows of items) that occur once on each
side anchor the rest, and each gap is aligned in turn. A gap without anchor goes to Myers' greedy
algorithm (E. Myers, "An O(ND) difference algorithm", 1986) under a budget counted in steps. Beyond
it the gap is one coarse change. Nothing depends on a clock: same input, same answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_WINDOWS = (1, 2, 4, 8, 16)
_DEPTH = 12
_DISTANCE = 400

#: Items that one alignment may look at, over all its gaps; a text of 200 kB holds 200,000 at most.
STEPS = 600_000


class Change(NamedTuple):
    """`old[old_start:old_end]` became `new[new_start:new_end]`; one of them may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Run(NamedTuple):
    """`length` items kept, from `old_start` and from `new_start`."""

    old_start: int
    new_start: int
    length: int


@dataclass(slots=True)
class _Gap:
    """What is still to be aligned, and how deep in the recursion it stands."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    depth: int = 0


def changes(old: Sequence[Hashable], new: Sequence[Hashable], steps: int = STEPS) -> list[Change]:
    """The changes that turn `old` into `new`, in order, never touching each other."""
    found: list[Change] = []
    old_at = new_at = 0
    for run in kept(old, new, steps):
        if run.old_start > old_at or run.new_start > new_at:
            found.append(Change(old_at, run.old_start, new_at, run.new_start))
        old_at, new_at = run.old_start + run.length, run.new_start + run.length
    if old_at < len(old) or new_at < len(new):
        found.append(Change(old_at, len(old), new_at, len(new)))
    return found


def changes_in_place(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change] | None:
    """The changes, when items were only replaced by as many new ones; `None` when it is otherwise.

    What most edits are, and answered at a small part of the cost: as no replaced item is anywhere
    in `new`, no alignment keeps more.
    """
    if len(old) != len(new):
        return None
    replaced = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    if not set(new).isdisjoint([old[at] for at in replaced]):
        return None
    found: list[Change] = []
    for at in replaced:
        start = found.pop().old_start if found and found[-1].old_end == at else at
        found.append(Change(start, at + 1, start, at + 1))
    return found


def kept(old: Sequence[Hashable], new: Sequence[Hashable], steps: int = STEPS) -> list[Run]:
    """The runs of items that `old` and `new` share, in order, found within a budget of steps."""
    numbers: dict[Hashable, int] = {}
    aligner = _Aligner(
        [numbers.setdefault(item, len(numbers)) for item in old],
        [numbers.setdefault(item, len(numbers)) for item in new],
        steps,
    )
    return aligner.run()


class _Aligner:
    """One alignment of two lists of numbers, with its budget."""

    def __init__(self, old: list[int], new: list[int], steps: int) -> None:
        self.old = old
        self.new = new
        self.steps = steps
        self.runs: list[Run] = []

    def run(self) -> list[Run]:
        gaps = [_Gap(0, len(self.old), 0, len(self.new))]
        while gaps:
            gap = gaps.pop()
            self._trim(gap)
            if gap.old_start < gap.old_end and gap.new_start < gap.new_end:
                gaps.extend(self._divide(gap))
        return sorted(self.runs)

    def _trim(self, gap: _Gap) -> None:
        """Record what the gap's two sides share at their beginning and at their end."""
        old, new = self.old, self.new
        room = min(gap.old_end - gap.old_start, gap.new_end - gap.new_start)
        head = 0
        while head < room and old[gap.old_start + head] == new[gap.new_start + head]:
            head += 1
        tail = 0
        while tail < room - head and old[gap.old_end - 1 - tail] == new[gap.new_end - 1 - tail]:
            tail += 1
        if head:
            self.runs.append(Run(gap.old_start, gap.new_start, head))
        if tail:
            self.runs.append(Run(gap.old_end - tail, gap.new_end - tail, tail))
        gap.old_start += head
        gap.new_start += head
        gap.old_end -= tail
        gap.new_end -= tail

    def _divide(self, gap: _Gap) -> Iterator[_Gap]:
        """Record the anchors as matches, and give what is still to be aligned between them."""
        anchors = self._anchors(gap) or self._myers(gap)
        if not anchors:
            return
        old_at, new_at = gap.old_start, gap.new_start
        for old_next, new_next in [*anchors, (gap.old_end, gap.new_end)]:
            if old_next > old_at and new_next > new_at:
                yield _Gap(old_at, old_next, new_at, new_next, gap.depth + 1)
            old_at, new_at = old_next + 1, new_next + 1
        self.runs.extend(_runs(anchors))

    def _anchors(self, gap: _Gap) -> list[tuple[int, int]]:
        """Pairs of positions whose item, else whose window of items, is unique on both sides."""
        if gap.depth >= _DEPTH:
            return []
        shortest = min(gap.old_end - gap.old_start, gap.new_end - gap.new_start)
        for size in _WINDOWS:
            if size > shortest or self.steps < 0:
                break
            looked_at = gap.old_end - gap.old_start + gap.new_end - gap.new_start
            self.steps -= looked_at if size == 1 else 2 * looked_at
            old_once = _unique(self.old, gap.old_start, gap.old_end, size)
            new_once = _unique(self.new, gap.new_start, gap.new_end, size)
            pairs = [(old_once[key], at) for key, at in new_once.items() if key in old_once]
            if pairs:
                return _longest_rising(pairs)
        return []

    def _myers(self, gap: _Gap) -> list[tuple[int, int]]:
        """A shortest edit script of the gap as matched pairs; none when it costs too much."""
        if self.steps < 0:
            return []
        old = self.old[gap.old_start : gap.old_end]
        new = self.new[gap.new_start : gap.new_end]
        history = self._explore(old, new)
        return [(gap.old_start + x, gap.new_start + y) for x, y in _walk_back(history, old, new)]

    def _explore(self, old: list[int], new: list[int]) -> list[dict[int, int]]:
        """Furthest positions per diagonal, one table per distance; empty when over budget."""
        history: list[dict[int, int]] = []
        old_length, new_length = len(old), len(new)
        reach = {1: 0}
        for distance in range(min(old_length + new_length, _DISTANCE) + 1):
            history.append(dict(reach))
            for diagonal in range(-distance, distance + 1, 2):
                down = _goes_down(reach, diagonal, distance)
                x = start = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
                y = x - diagonal
                while x < old_length and y < new_length and old[x] == new[y]:
                    x, y = x + 1, y + 1
                self.steps -= 2 + x - start
                reach[diagonal] = x
                if x >= old_length and y >= new_length:
                    return history
            if self.steps < 0:
                break
        return []


def _runs(anchors: list[tuple[int, int]]) -> Iterator[Run]:
    """Matches that follow each other on both sides, together."""
    old_start, new_start = anchors[0]
    length = 0
    for old_at, new_at in anchors:
        if old_at != old_start + length or new_at != new_start + length:
            yield Run(old_start, new_start, length)
            old_start, new_start, length = old_at, new_at, 0
        length += 1
    yield Run(old_start, new_start, length)


def _goes_down(reach: dict[int, int], diagonal: int, distance: int) -> bool:
    """Myers' choice between an insertion (down) and a deletion."""
    return diagonal == -distance or (
        diagonal != distance and reach[diagonal - 1] < reach[diagonal + 1]
    )


def _walk_back(
    history: list[dict[int, int]], old: list[int], new: list[int]
) -> list[tuple[int, int]]:
    """Read the matched pairs out of the tables of `_explore`, from the end."""
    pairs: list[tuple[int, int]] = []
    x, y = len(old), len(new)
    for distance in range(len(history) - 1, -1, -1):
        reach = history[distance]
        diagonal = x - y
        previous = diagonal + (1 if _goes_down(reach, diagonal, distance) else -1)
        x_before = reach[previous]
        y_before = x_before - previous
        while x > x_before and y > y_before and x > 0 and y > 0:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = x_before, y_before
    return [(x, y) for x, y in reversed(pairs) if old[x] == new[y]]


def _unique(items: list[int], start: int, end: int, size: int) -> dict[Hashable, int]:
    """Positions of the windows of `size` items that occur once in `items[start:end]`."""
    positions: dict[Hashable, int] = {}
    repeated: set[Hashable] = set()
    for at in range(start, end - size + 1):
        key: Hashable = items[at] if size == 1 else tuple(items[at : at + size])
        if key in positions:
            repeated.add(key)
        else:
            positions[key] = at
    for key in repeated:
        del positions[key]
    return positions


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sub-list of `pairs` (sorted by second number) that rises in both numbers."""
    olds = [old_at for old_at, _ in pairs]
    if olds == sorted(olds):  # nothing moved
        return pairs
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (old_at, _) in enumerate(pairs):
        place = bisect_left(tails, old_at)
        before.append(tail_at[place - 1] if place else -1)
        tails[place : place + 1] = [old_at]
        tail_at[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = tail_at[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
