"""What one person changed in a text: a list of edits over its pieces.

Blocks are aligned first, then the pieces of each block that was edited in place. Each edit also
says how far it might reach: a removed line whose twin stands beside it could have been the twin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from wiki.merge.pairing import label, pair
from wiki.merge.reach import Placed, among_twins, placed_changes
from wiki.merge.sequence import Change
from wiki.merge.units import Kind, blocks, pieces
from wiki.merge.words import is_word


@dataclass(frozen=True, slots=True)
class Edit:
    """The base pieces `start:end` became `new`; positions are numbers of pieces of the base.

    `low:high` are the pieces the edit may be about. An edit *in place* rewords its pieces; any
    other removes them (whatever it may put there), or inserts.
    """

    start: int
    end: int
    new: tuple[str, ...]
    low: int
    high: int
    in_place: bool

    @property
    def inserts(self) -> bool:
        """It adds at one point and takes nothing away."""
        return self.start == self.end

    @property
    def removes(self) -> bool:
        """It takes pieces away without rewording them."""
        return not self.inserts and not self.in_place


def edited(
    pieces: Sequence[str], edits: Sequence[Edit], start: int = 0, end: int | None = None
) -> list[str]:
    """The pieces `start:end` once the edits that are among them are made."""
    found: list[str] = []
    at = start
    for edit in edits:
        found += [*pieces[at : edit.start], *edit.new]
        at = edit.end
    return [*found, *pieces[at:end]]


class Cut:
    """A text cut into blocks, and each block into its pieces."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks(text)
        self.texts = [block.text for block in self.blocks]
        self.parts = [pieces(block) for block in self.blocks]
        self.pieces = [piece for part in self.parts for piece in part]
        self.offsets = [0, *accumulate(map(len, self.parts))]

    @cached_property
    def known(self) -> frozenset[str]:
        """The pieces, each once."""
        return frozenset(self.pieces)

    def edits_to(self, side: Cut) -> list[Edit]:
        """The edits that turn this text into `side`, in order, none overlapping another."""
        found: list[Edit] = []
        for placed in placed_changes(self.texts, side.texts):
            found += self._rewritten(placed.change, side) or [self._replaced(placed, side)]
        return found

    def _rewritten(self, change: Change, side: Cut) -> list[Edit]:
        """The edits of a change in which some blocks are the same ones, reworded; else none."""
        pairs = pair(
            self.blocks[change.old_start : change.old_end],
            side.blocks[change.new_start : change.new_end],
        )
        found: list[Edit] = []
        old_at, new_at = change.old_start, change.new_start
        for left, right in pairs:
            old_next, new_next = change.old_start + left, change.new_start + right
            found += self._between(Change(old_at, old_next, new_at, new_next), side)
            found += self._reworded(old_next, side, new_next)
            old_at, new_at = old_next + 1, new_next + 1
        if pairs:
            found += self._between(Change(old_at, change.old_end, new_at, change.new_end), side)
        return found

    def _between(self, change: Change, side: Cut) -> Iterator[Edit]:
        if change.old_start < change.old_end or change.new_start < change.new_end:
            floor, ceiling = max(change.old_start - 1, 0), min(change.old_end + 1, len(self.texts))
            yield self._replaced(among_twins(self.texts, change, floor, ceiling), side)

    def _replaced(self, placed: Placed, side: Cut) -> Edit:
        change = placed.change
        first, last = side.offsets[change.new_start], side.offsets[change.new_end]
        return Edit(
            self.offsets[change.old_start],
            self.offsets[change.old_end],
            tuple(side.pieces[first:last]),
            self.offsets[placed.low],
            self.offsets[placed.high],
            in_place=False,
        )

    def _reworded(self, at: int, side: Cut, side_at: int) -> Iterator[Edit]:
        """The edits inside the block at `at`, which became the block of `side` at `side_at`."""
        old, new, offset = self.parts[at], side.parts[side_at], self.offsets[at]
        if self.blocks[at].kind is not Kind.ROW:
            yield from _piece_edits(old, new, offset)
        elif label(self.blocks[at]) != label(side.blocks[side_at]):
            end = offset + len(old)
            yield Edit(offset, end, tuple(new), offset, end, in_place=True)
        else:
            yield from _cell_edits(old, new, offset)


def _cell_edits(old: list[str], new: list[str], offset: int) -> Iterator[Edit]:
    """The edits of a row that kept its name: cell by cell, unless a column came or went."""
    if len(old) != len(new):
        yield from _piece_edits(old, new, offset)
        return
    for at, (cell, wanted) in enumerate(zip(old, new, strict=True), offset):
        if cell != wanted:
            yield Edit(at, at + 1, (wanted,), at, at + 1, in_place=True)


def _piece_edits(old: list[str], new: list[str], offset: int) -> Iterator[Edit]:
    for placed in placed_changes(old, new):
        yield _piece_edit(placed, old, new, offset)


def _piece_edit(placed: Placed, old: list[str], new: list[str], offset: int) -> Edit:
    change = placed.change
    removed = old[change.old_start : change.old_end]
    put = tuple(new[change.new_start : change.new_end])
    rewords = bool(removed and put) and (any(map(is_word, put)) or not any(map(is_word, removed)))
    start, end = offset + change.old_start, offset + change.old_end
    low, high = (start, end) if rewords else (offset + placed.low, offset + placed.high)
    return Edit(start, end, put, low, high, in_place=rewords)
