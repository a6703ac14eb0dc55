"""Lines that left one place of a text and stand, unchanged, at another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wiki.merge.sequence import Change

#: A single line is shown as moved only when it is as long as this (characters).
_LONG_LINE = 40

#: A line found in more places than this tells nothing about where it went.
_PLACES = 8


@dataclass(frozen=True, slots=True)
class Move:
    """`length` lines that went from `old_start` to `new_start`."""

    old_start: int
    new_start: int
    length: int


def moves(
    old: Sequence[str],
    new: Sequence[str],
    changes: Sequence[Change],
    said: Callable[[str], str] = str,
) -> list[Move]:
    """Blocks of at least two lines, or one long line, removed here and inserted there.

    `said` gives the words of a line, where it is more than words.
    """
    removed = {at for change in changes for at in range(change.old_start, change.old_end)}
    inserted = {at for change in changes for at in range(change.new_start, change.new_end)}
    places: dict[str, list[int]] = defaultdict(list)
    for at in sorted(inserted):
        if new[at].strip():
            places[new[at]].append(at)
    found: list[Move] = []
    for start in sorted(removed):
        candidates = places.get(old[start], [])
        if start not in removed or len(candidates) > _PLACES:
            continue
        best = Move(start, 0, 0)
        for at in candidates:
            length = 0
            while (
                start + length in removed
                and at + length in inserted
                and old[start + length] == new[at + length]
            ):
                length += 1
            if length > best.length:
                best = Move(start, at, length)
        if _is_telling(map(said, old[start : start + best.length])):
            found.append(best)
            removed -= set(range(start, start + best.length))
            inserted -= set(range(best.new_start, best.new_start + best.length))
    return found


def numbered(found: Sequence[Move]) -> tuple[dict[int, int], dict[int, int]]:
    """The number of the block of each line that left, and of each line that arrived, from 1."""
    left: dict[int, int] = {}
    arrived: dict[int, int] = {}
    for number, move in enumerate(found, 1):
        for step in range(move.length):
            left[move.old_start + step] = arrived[move.new_start + step] = number
    return left, arrived


def _is_telling(blocks: Iterable[str]) -> bool:
    full = [line for block in blocks for line in block.split("\n") if line.strip()]
    return len(full) >= 2 or any(len(line) >= _LONG_LINE for line in full)
