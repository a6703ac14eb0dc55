"""The rows of a table that was read, whatever it was written in, and how many there may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_ROWS = 100_000
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
