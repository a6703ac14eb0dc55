"""Where in a table a passage stands: a cell alone does not say of what it speaks."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from wiki.merge.outcome import Merge
from wiki.merge.units import Block, Kind, blocks, pieces

#: The head of a table and the line under it.
_HEAD = 2


class Cell(NamedTuple):
    """The first cell of its row and the head of its column; "" where there is none to name."""

    row: str
    column: str


def cells(merge: Merge) -> dict[int, Cell]:
    """The undecided hunks that lie inside one row of a table, by their indices."""
    starts = [0, *accumulate(len(hunk.base) for hunk in merge.hunks)]
    table = _Text("".join(hunk.base for hunk in merge.hunks))
    found = {at: table.cell(starts[at], starts[at + 1]) for at in merge.undecided}
    return {at: cell for at, cell in found.items() if cell is not None}


class _Text:
    """A text cut into blocks, in which one looks for the cell at a place."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks(text)
        self.starts = [0, *accumulate(len(block.text) for block in self.blocks)]

    def cell(self, start: int, end: int) -> Cell | None:
        """The cell that holds what stands between two places, if one row holds it."""
        at = bisect_right(self.starts, start) - 1
        if at >= len(self.blocks) or start == self.starts[at] or end > self.starts[at + 1]:
            return None  # at the start of a line: a row that comes, or goes, whole
        head = self._head(at)
        if head is None:
            return None
        return _named(head, self.blocks[at], start - self.starts[at])

    def _head(self, at: int) -> Block | None:
        """The first row of the table of which this block is a row, under its head."""
        first = at
        while first >= 0 and self.blocks[first].kind is Kind.ROW:
            first -= 1
        return self.blocks[first + 1] if at - first > _HEAD else None


def _named(head: Block, row: Block, place: int) -> Cell | None:
    parts = pieces(row)
    starts = [0, *accumulate(map(len, parts))]
    held = [at for at in range(1, len(parts), 2) if starts[at] <= place <= starts[at + 1]]
    if not held:
        return None
    said, heads = parts[1::2], pieces(head)[1::2]
    column = held[0] // 2
    label = next((at for at, cell in enumerate(said) if cell), column)
    cell = Cell(
        said[label] if label != column else "",
        heads[column] if column < len(heads) else "",
    )
    return cell if any(cell) else None
