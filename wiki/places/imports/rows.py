"""The rows of a table that was read, whatever it was written in, and how many there may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.kernel.errors import TooMuch

#: Rows of a file, unless a reader is asked for fewer.
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 20_000
#: Signs of all its cells: those of a workbook may share a text, and be as long as it each.
MOST_SIGNS = 120_000_000
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read; `line` is where it begins. Its cells are kept in one text."""

    line: int
    columns: Sequence[str]
    text: str

    @property
    def cells(self) -> dict[str, str]:
        """The cells by the name of their column, without the spaces around: made each time."""
        return dict(zip(self.columns, self.text.split(_BETWEEN), strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and the lines that have more or fewer cells than there are columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    misshapen: tuple[int, ...]


class Lines:
    """The lines of a table while it is read: no more than `most` are kept, of any shape.

    Once there are `only` of them it is full: the others are not looked at.
    """

    def __init__(
        self, columns: Sequence[str], only: int | None = None, most: int = MOST_ROWS
    ) -> None:
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._misshapen: list[int] = []
        self._signs = 0
        self._only = only
        self._most = most

    @property
    def is_full(self) -> bool:
        """Whether no more is asked for."""
        return self._only is not None and self._number >= self._only

    @property
    def _number(self) -> int:
        return len(self._rows) + len(self._misshapen)

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Keep a line. Raises `TooMuch` (`too_many_rows`, `file_too_large`)."""
        if self._number == self._most:
            raise TooMuch("too_many_rows", most=self._most)
        if len(cells) != len(self._columns) or max(map(len, cells)) > LONGEST_CELL:
            self._misshapen.append(line)
            return
        text = _BETWEEN.join(cells)
        self._signs += len(text)
        if self._signs > MOST_SIGNS:
            raise TooMuch("file_too_large", megabytes=MOST_SIGNS // 1_000_000)
        self._rows.append(Row(line, self._columns, text))

    def table(self) -> Table:
        """All that was kept."""
        return Table(self._columns, tuple(self._rows), tuple(self._misshapen))
