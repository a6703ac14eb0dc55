"""The rows of a table that was read, whatever it was written in, and how many there may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiki.kernel.errors import TooMuch

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the name of their column, without the spaces around; `line` is where it begins."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and the lines that have more or fewer cells than there are columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    misshapen: tuple[int, ...]


class Lines:
    """The lines of a table while it is read: no more than `MOST_ROWS` are kept, of any shape.

    Once there are `only` of them it is full: the others are not looked at.
    """

    def __init__(self, only: int | None = None) -> None:
        self.rows: list[Row] = []
        self.misshapen: list[int] = []
        self._only = only

    @property
    def is_full(self) -> bool:
        """Whether no more is asked for."""
        return self._only is not None and len(self.rows) + len(self.misshapen) >= self._only

    def add(self, line: int, columns: Sequence[str], cells: Sequence[str]) -> None:
        """Keep a line. Raises `TooMuch` (`too_many_rows`)."""
        if len(self.rows) + len(self.misshapen) == MOST_ROWS:
            raise TooMuch("too_many_rows", most=MOST_ROWS)
        if len(cells) == len(columns) and max(map(len, cells)) <= LONGEST_CELL:
            self.rows.append(Row(line, dict(zip(columns, cells, strict=True))))
        else:
            self.misshapen.append(line)

    def table(self, columns: Sequence[str]) -> Table:
        """All that was kept, under these names."""
        return Table(tuple(columns), tuple(self.rows), tuple(self.misshapen))
