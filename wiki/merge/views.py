"""A diff as a template shows it: in one column or in two, what did not change folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from wiki.merge.diff import Diff, Row, RowKind
from wiki.merge.spans import Spans

#: Unchanged lines shown before and after each change.
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Fold:
    """`lines` unchanged lines that are not shown, from these line numbers on."""

    lines: int
    old_number: int
    new_number: int


@dataclass(frozen=True, slots=True)
class Side:
    """A line of one version."""

    number: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of two columns; a side is `None` where the line does not exist."""

    kind: RowKind
    old: Side | None
    new: Side | None
    move: int | None
    is_table_row: bool


def inline(compared: Diff, context: int = CONTEXT) -> list[Row | Fold]:
    """One column: each row bears its deleted and inserted words side by side."""
    runs = [list(run) for _, run in groupby(compared.rows, _is_context)]
    shown: list[Row | Fold] = []
    for position, run in enumerate(runs):
        if _is_context(run[0]):
            before = context if position > 0 else 0
            after = context if position < len(runs) - 1 else 0
            shown += _folded(run, before, after)
        else:
            shown += run
    return shown


def side_by_side(compared: Diff, context: int = CONTEXT) -> list[Pair | Fold]:
    """Two columns: the old version and the new one."""
    return [row if isinstance(row, Fold) else _pair(row) for row in inline(compared, context)]


def _is_context(row: Row) -> bool:
    return row.kind is RowKind.CONTEXT


def _folded(run: list[Row], before: int, after: int) -> Iterator[Row | Fold]:
    """The run with its middle folded, unless the fold would hide a single line."""
    hidden = run[before : len(run) - after]
    first = hidden[0] if len(hidden) > 1 else None
    if first is None or first.old_number is None or first.new_number is None:
        yield from run
        return
    yield from run[:before]
    yield Fold(len(hidden), first.old_number, first.new_number)
    yield from run[len(run) - after :]


def _pair(row: Row) -> Pair:
    old = None if row.old_number is None else Side(row.old_number, row.old)
    new = None if row.new_number is None else Side(row.new_number, row.new)
    return Pair(row.kind, old, new, row.move, row.is_table_row)
