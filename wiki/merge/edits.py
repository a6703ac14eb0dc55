"""What one person changed in a text: a list of edits over its pieces.

Blocks are aligned first, then the pieces of each block that was edited in place. Each edit also
says how far it might reach: a removed line whose twin stands beside it could have been the twin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from wiki.merge.pairing import label, pair
from wiki.merge.reach import Placed, among_twins, placed_changes
from wiki.merge.sequence import Change
from wiki.merge.units import Block, Kind, blocks, pieces
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


class Base:
    """The common ancestor, cut once into blocks and pieces for both sides."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks(text)
        self.texts = [block.text for block in self.blocks]
        cut = [pieces(block) for block in self.blocks]
        self.pieces = [piece for part in cut for piece in part]
        self.offsets = [0, *accumulate(map(len, cut))]

    def edits(self, text: str) -> list[Edit]:
        """The edits that turn the base into `text`, in order, none overlapping another."""
        side = blocks(text)
        found: list[Edit] = []
        for placed in placed_changes(self.texts, [block.text for block in side]):
            found += self._rewritten(placed.change, side) or [self._replaced(placed, side)]
        return found

    def _rewritten(self, change: Change, side: list[Block]) -> list[Edit]:
        """The edits of a change in which some blocks are the same ones, reworded; else none."""
        pairs = pair(
            self.blocks[change.old_start : change.old_end],
            side[change.new_start : change.new_end],
        )
        found: list[Edit] = []
        old_at, new_at = change.old_start, change.new_start
        for left, right in pairs:
            old_next, new_next = change.old_start + left, change.new_start + right
            found += self._between(Change(old_at, old_next, new_at, new_next), side)
            found += _line_edits(self.blocks[old_next], side[new_next], self.offsets[old_next])
            old_at, new_at = old_next + 1, new_next + 1
        if pairs:
            found += self._between(Change(old_at, change.old_end, new_at, change.new_end), side)
        return found

    def _between(self, change: Change, side: list[Block]) -> Iterator[Edit]:
        if change.old_start < change.old_end or change.new_start < change.new_end:
            floor, ceiling = max(change.old_start - 1, 0), min(change.old_end + 1, len(self.texts))
            yield self._replaced(among_twins(self.texts, change, floor, ceiling), side)

    def _replaced(self, placed: Placed, side: list[Block]) -> Edit:
        change = placed.change
        blocks_put = side[change.new_start : change.new_end]
        return Edit(
            self.offsets[change.old_start],
            self.offsets[change.old_end],
            tuple(piece for block in blocks_put for piece in pieces(block)),
            self.offsets[placed.low],
            self.offsets[placed.high],
            in_place=False,
        )


def _line_edits(old: Block, new: Block, offset: int) -> Iterator[Edit]:
    """The edits inside one block that was reworded; `offset` is its first piece in the base."""
    old_pieces, new_pieces = pieces(old), pieces(new)
    if old.kind is Kind.ROW:
        yield from _row_edits(old, new, offset)
        return
    for placed in placed_changes(old_pieces, new_pieces):
        yield _piece_edit(placed, old_pieces, new_pieces, offset)


def _row_edits(old: Block, new: Block, offset: int) -> Iterator[Edit]:
    """The first cell names the row: a row renamed is one edit; else a cell is."""
    old_cells, new_cells = pieces(old), pieces(new)
    if label(old) != label(new):
        end = offset + len(old_cells)
        yield Edit(offset, end, tuple(new_cells), offset, end, in_place=True)
    elif len(old_cells) == len(new_cells):
        for at, (cell, wanted) in enumerate(zip(old_cells, new_cells, strict=True), offset):
            if cell != wanted:
                yield Edit(at, at + 1, (wanted,), at, at + 1, in_place=True)
    else:
        for placed in placed_changes(old_cells, new_cells):
            yield _piece_edit(placed, old_cells, new_cells, offset)


def _piece_edit(placed: Placed, old: list[str], new: list[str], offset: int) -> Edit:
    change = placed.change
    removed = old[change.old_start : change.old_end]
    put = tuple(new[change.new_start : change.new_end])
    rewords = bool(removed and put) and (any(map(is_word, put)) or not any(map(is_word, removed)))
    start, end = offset + change.old_start, offset + change.old_end
    low, high = (start, end) if rewords else (offset + placed.low, offset + placed.high)
    return Edit(start, end, put, low, high, in_place=rewords)
