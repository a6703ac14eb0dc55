"""Where in a table a passage stands: a cell alone does not say of what it speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from wiki.merge.outcome import Hunk, Merge
from wiki.merge.units import Block, Kind, blocks, lines_of, pieces

#: The head of a table and the line under it.
_HEAD = 2


class Cell(NamedTuple):
    """The first cell of its row and the head of its column; "" where there is none to name."""

    row: str
    column: str


class InTables(NamedTuple):
    """The undecided hunks of a merge that stand in tables, by their indices."""

    #: Those that lie inside one row.
    cells: dict[int, Cell]
    #: Those that are whole rows, each with the heads of its columns.
    columns: dict[int, Sequence[str]]


def in_tables(merge: Merge) -> InTables:
    """What the undecided hunks are in the tables of the text from which both started."""
    text = _Text("".join(hunk.base for hunk in merge.hunks))
    spans = list(pairwise([0, *accumulate(len(hunk.base) for hunk in merge.hunks)]))
    cells = {at: text.cell(*spans[at]) for at in merge.undecided}
    columns = {at: text.columns(*spans[at], merge.hunks[at]) for at in merge.undecided}
    return InTables(
        {at: cell for at, cell in cells.items() if cell is not None},
        {at: heads for at, heads in columns.items() if any(heads)},
    )


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
        head = self._head(at) if self.blocks[at].kind is Kind.ROW else None
        if head is None:
            return None
        return _named(head, self.blocks[at], start - self.starts[at])

    def columns(self, start: int, end: int, hunk: Hunk) -> Sequence[str]:
        """The heads of the table whose rows stand between two places, or come there; else none."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        is_whole = self.starts[first] == start and self.starts[last] == end
        if not is_whole or not all(block.kind is Kind.ROW for block in self.blocks[first:last]):
            return ()
        if first == last and not (_is_rows(hunk.head) and _is_rows(hunk.mine)):
            return ()  # beside the table, not in it
        head = self._head(first)
        return _heads(head) if head else ()

    def _head(self, at: int) -> Block | None:
        """The first row of the table of which this block is a row, under its head."""
        first = at - 1
        while first >= 0 and self.blocks[first].kind is Kind.ROW:
            first -= 1
        return self.blocks[first + 1] if at - first > _HEAD else None


def _is_rows(text: str) -> bool:
    """Whether each of its lines may be a row of a table."""
    return all("|" in line for line in lines_of(text))


def _heads(row: Block) -> Sequence[str]:
    """What the cells of a row say, without the two that outer pipes seem to make."""
    said = pieces(row)[1::2]
    line = row.text.strip()
    return said[line.startswith("|") : len(said) - line.endswith("|")]


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
