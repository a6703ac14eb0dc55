"""A diff as a template shows it: in one column or in two, what did not change folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wiki.merge.diff import Diff, Row, RowKind, Same
from wiki.merge.spans import Spans

#: Unchanged lines shown before and after each change.
CONTEXT = 3
#: Changed lines shown at most: nobody reads more, and writing them out would take too long.
MOST_CHANGED = 2_000


@dataclass(frozen=True, slots=True)
class Fold:
    """`lines` unchanged lines that are not shown, from these line numbers on."""

    lines: int
    old_number: int
    new_number: int


@dataclass(frozen=True, slots=True)
class Rest:
    """At the end: `lines` lines changed that are not shown."""

    lines: int


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


def inline(compared: Diff, context: int = CONTEXT) -> list[Row | Fold | Rest]:
    """One column: each row bears its deleted and inserted words side by side."""
    shown: list[Row | Fold | Rest] = []
    for part in folded(compared, context):
        shown += part.rows() if isinstance(part, Same) else (part,)
    return shown


def folded(compared: Diff, context: int = CONTEXT) -> Iterator[Row | Same | Fold | Rest]:
    """The same, the unchanged lines that are shown still together."""
    last = len(compared.parts) - 1
    left = MOST_CHANGED
    for position, part in enumerate(compared.parts):
        if isinstance(part, Same):
            before, after = context if position else 0, context if position < last else 0
            yield from _folded(part, before, after)
        elif left:
            yield part
            left -= 1
        else:
            yield Rest(unshown(compared))
            return


def unshown(compared: Diff) -> int:
    """How many lines changed that neither view shows."""
    return max(0, len(compared.changed) - MOST_CHANGED)


def side_by_side(compared: Diff, context: int = CONTEXT) -> list[Pair | Fold | Rest]:
    """Two columns: the old version and the new one."""
    return [_pair(row) if isinstance(row, Row) else row for row in inline(compared, context)]


def _folded(same: Same, before: int, after: int) -> Iterator[Same | Fold]:
    """The run with its middle folded, unless the fold would hide a single line."""
    hidden = len(same.lines) - before - after
    if hidden < 2:
        yield same
        return
    rest = before + hidden
    if before:
        yield same._replace(lines=same.lines[:before])
    yield Fold(hidden, same.old_number + before, same.new_number + before)
    if after:
        yield Same(same.old_number + rest, same.new_number + rest, same.lines[rest:])


def _pair(row: Row) -> Pair:
    old = None if row.old_number is None else Side(row.old_number, row.old)
    new = None if row.new_number is None else Side(row.new_number, row.new)
    return Pair(row.kind, old, new, row.move)
