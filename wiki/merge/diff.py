"""Two versions of a text compared, line by line and word by word, to be shown.

`diff` always answers, and soon: where the versions differ too much for words to be compared, whole
lines are shown as changed (`Diff.coarse`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wiki.merge.blocks_moved import Move, moves
from wiki.merge.pairing import pair
from wiki.merge.sequence import Change, changes
from wiki.merge.spans import Budget, Mark, Span, Spans, is_row, line_spans
from wiki.merge.units import Block, Kind, kind_of, lines_of

_STEPS = 100_000
_WORD_BUDGET = 500_000
_LINES_PAIRED = 1_500
_COUNTED = re.compile(r"\w+(?:['’-]\w+)*")


class RowKind(StrEnum):
    """What became of a line."""

    CONTEXT = "context"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


class Row(NamedTuple):
    """A line with both its versions in `spans`: what is equal, deleted and inserted.

    `old_number` and `new_number` count lines from 1, `None` where the line does not exist. `move`
    numbers the blocks that moved: rows that left and rows that arrived bear the same number.
    """

    kind: RowKind
    old_number: int | None = None
    new_number: int | None = None
    spans: Spans = ()
    move: int | None = None
    is_table_row: bool = False

    @property
    def old(self) -> Spans:
        """The line as it was: what is equal and what was deleted."""
        return tuple(span for span in self.spans if span.mark is not Mark.INSERT)

    @property
    def new(self) -> Spans:
        """The line as it is: what is equal and what was inserted."""
        return tuple(span for span in self.spans if span.mark is not Mark.DELETE)


@dataclass(frozen=True, slots=True)
class Diff:
    """All rows of a comparison; `coarse` when words could not be compared everywhere."""

    rows: tuple[Row, ...]
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a diff counts; what was moved is counted apart, and not as added or removed."""

    words_added: int = 0
    words_removed: int = 0
    lines_added: int = 0
    lines_removed: int = 0
    lines_changed: int = 0
    blocks_moved: int = 0


def diff(old: str, new: str) -> Diff:
    """Compare two versions of a text."""
    comparison = _Comparison(old, new)
    return Diff(tuple(comparison.rows()), comparison.budget.spent)


def summary(compared: Diff) -> Summary:
    """Count the words and lines that changed."""
    kinds = [row.kind for row in compared.rows]
    return Summary(
        words_added=_words_marked(Mark.INSERT, compared.rows),
        words_removed=_words_marked(Mark.DELETE, compared.rows),
        lines_added=kinds.count(RowKind.INSERT),
        lines_removed=kinds.count(RowKind.DELETE),
        lines_changed=kinds.count(RowKind.REPLACE),
        blocks_moved=len({row.move for row in compared.rows} - {None}),
    )


def _words_marked(mark: Mark, rows: Iterable[Row]) -> int:
    spans = (span for row in rows if row.move is None for span in row.spans)
    return sum(len(_COUNTED.findall(span.text)) for span in spans if span.mark is mark)


class _Comparison:
    """One comparison: its lines, its moves, and what it may still spend."""

    def __init__(self, old: str, new: str) -> None:
        self.old = [line.removesuffix("\n") for line in lines_of(old)]
        self.new = [line.removesuffix("\n") for line in lines_of(new)]
        self.budget = Budget(_WORD_BUDGET)
        self.lines_to_pair = _LINES_PAIRED
        self.changes = changes(self.old, self.new, _STEPS)
        found = moves(self.old, self.new, self.changes)
        self.left = dict(_numbered(found, [move.old_start for move in found]))
        self.arrived = dict(_numbered(found, [move.new_start for move in found]))

    def rows(self) -> Iterator[Row]:
        old_at = new_at = 0
        for change in self.changes:
            yield from self._context(old_at, new_at, change.old_start - old_at)
            yield from self._changed(change)
            old_at, new_at = change.old_end, change.new_end
        yield from self._context(old_at, new_at, len(self.old) - old_at)

    def _context(self, old_at: int, new_at: int, length: int) -> Iterator[Row]:
        for step in range(length):
            text = self.old[old_at + step]
            spans = _whole(Mark.EQUAL, text)
            numbers = old_at + step + 1, new_at + step + 1
            yield Row(RowKind.CONTEXT, *numbers, spans, is_table_row=is_row(text))

    def _changed(self, change: Change) -> Iterator[Row]:
        old_stays = [at for at in range(*change[:2]) if at not in self.left]
        new_stays = [at for at in range(*change[2:]) if at not in self.arrived]
        old_at, new_at = change.old_start, change.new_start
        for left, right in self._pairs(old_stays, new_stays):
            yield from self._one_sided(Change(old_at, old_stays[left], new_at, new_stays[right]))
            yield self._replaced(old_stays[left], new_stays[right])
            old_at, new_at = old_stays[left] + 1, new_stays[right] + 1
        yield from self._one_sided(Change(old_at, change.old_end, new_at, change.new_end))

    def _pairs(self, old_stays: list[int], new_stays: list[int]) -> list[tuple[int, int]]:
        self.lines_to_pair -= len(old_stays) + len(new_stays)
        if self.lines_to_pair < 0 and old_stays and new_stays:
            self.budget.spent = True
            return []
        return pair(
            [Block(_pairing_kind(self.old[at]), self.old[at]) for at in old_stays],
            [Block(_pairing_kind(self.new[at]), self.new[at]) for at in new_stays],
        )

    def _one_sided(self, change: Change) -> Iterator[Row]:
        for at in range(change.old_start, change.old_end):
            move = self.left.get(at)
            kind = RowKind.DELETE if move is None else RowKind.MOVED_AWAY
            spans = _whole(Mark.DELETE, self.old[at])
            yield Row(kind, at + 1, None, spans, move, is_row(self.old[at]))
        for at in range(change.new_start, change.new_end):
            move = self.arrived.get(at)
            kind = RowKind.INSERT if move is None else RowKind.MOVED_HERE
            spans = _whole(Mark.INSERT, self.new[at])
            yield Row(kind, None, at + 1, spans, move, is_row(self.new[at]))

    def _replaced(self, old_at: int, new_at: int) -> Row:
        spans = line_spans(self.old[old_at], self.new[new_at], self.budget)
        table = is_row(self.new[new_at])
        return Row(RowKind.REPLACE, old_at + 1, new_at + 1, spans, is_table_row=table)


def _numbered(found: list[Move], starts: list[int]) -> Iterator[tuple[int, int]]:
    for number, (move, start) in enumerate(zip(found, starts, strict=True), 1):
        for at in range(start, start + move.length):
            yield at, number


def _whole(mark: Mark, text: str) -> Spans:
    return (Span(mark, text),) if text else ()


def _pairing_kind(line: str) -> Kind:
    kind = kind_of(line)
    return kind if kind in (Kind.ROW, Kind.BLANK) else Kind.PROSE
