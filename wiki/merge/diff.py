"""Two versions of a text compared, line by line and word by word, to be shown.

`diff` always answers, and soon: where the versions differ too much for words to be compared, whole
lines are shown as changed (`Diff.coarse`). Lines that did not change are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wiki.merge.blocks_moved import moves, numbered
from wiki.merge.pairing import pair
from wiki.merge.sequence import Change, changes, changes_in_place
from wiki.merge.spans import Budget, Mark, Reworded, Span, Spans, line_spans
from wiki.merge.units import Block, Kind, kind_of
from wiki.merge.words import count, has_words

#: What may be spent on aligning lines, and on comparing words (see `Budget`).
_STEPS = 100_000
_WORD_BUDGET = 4_000_000
#: Lines that may be paired with one another; a longer line is not read to know whether it is.
_LINES_PAIRED = 1_500
_LONG_LINE = 2_000
#: Texts longer than this, both together, are compared by lines only (characters).
_LONG_TEXTS = 400_000


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

    @property
    def old(self) -> Spans:
        """The line as it was: what is equal and what was deleted."""
        return tuple(span for span in self.spans if span.mark is not Mark.INSERT)

    @property
    def new(self) -> Spans:
        """The line as it is: what is equal and what was inserted."""
        return tuple(span for span in self.spans if span.mark is not Mark.DELETE)


class Same(NamedTuple):
    """`lines` that did not change; `old_number` and `new_number` are those of the first."""

    old_number: int
    new_number: int
    lines: Sequence[str]

    def rows(self) -> Iterator[Row]:
        """Each of these lines as a row."""
        for step, text in enumerate(self.lines):
            numbers = self.old_number + step, self.new_number + step
            yield Row(RowKind.CONTEXT, *numbers, _whole(Mark.EQUAL, text))


@dataclass(frozen=True, slots=True)
class Diff:
    """A comparison as `parts`: lines that did not change together, the others one by one.

    It is `coarse` when words could not be compared everywhere. `words_removed` and `words_added`
    are those of lines that were reworded.
    """

    parts: tuple[Same | Row, ...]
    coarse: bool = False
    words_removed: int = 0
    words_added: int = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every line, in order."""
        return tuple(
            row
            for part in self.parts
            for row in (part.rows() if isinstance(part, Same) else (part,))
        )

    @property
    def changed(self) -> list[Row]:
        """The lines that are not the same in both versions, or not at the same place."""
        return [part for part in self.parts if isinstance(part, Row)]


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
    parts = tuple(comparison.parts())
    return Diff(parts, comparison.budget.spent, comparison.words_removed, comparison.words_added)


def summary(compared: Diff) -> Summary:
    """Count the words and lines that changed."""
    rows = compared.changed
    kinds = [row.kind for row in rows]
    return Summary(
        words_added=compared.words_added + _words_of(RowKind.INSERT, rows),
        words_removed=compared.words_removed + _words_of(RowKind.DELETE, rows),
        lines_added=kinds.count(RowKind.INSERT),
        lines_removed=kinds.count(RowKind.DELETE),
        lines_changed=kinds.count(RowKind.REPLACE),
        blocks_moved=len({row.move for row in rows} - {None}),
    )


def _words_of(kind: RowKind, rows: list[Row]) -> int:
    return count("\n".join([span.text for row in rows if row.kind is kind for span in row.spans]))


class _Comparison:
    """One comparison: its lines, its moves, and what it may still spend."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = _lines(old), _lines(new)
        self.budget = Budget(_WORD_BUDGET if len(old) + len(new) <= _LONG_TEXTS else 0)
        self.lines_to_pair = _LINES_PAIRED
        self.words_removed = self.words_added = 0
        in_place = changes_in_place(self.old, self.new)
        self.changes = changes(self.old, self.new, _STEPS) if in_place is None else in_place
        self.left, self.arrived = numbered(moves(self.old, self.new, self.changes))

    def parts(self) -> Iterator[Same | Row]:
        old_at = new_at = 0
        end = Change(len(self.old), len(self.old), len(self.new), len(self.new))
        for change in [*self.changes, end]:
            if change.old_start > old_at:
                yield Same(old_at + 1, new_at + 1, self.old[old_at : change.old_start])
            yield from self._changed(change)
            old_at, new_at = change.old_end, change.new_end

    def _changed(self, change: Change) -> Iterator[Row]:
        old_stays = [at for at in range(*change[:2]) if at not in self.left]
        new_stays = [at for at in range(*change[2:]) if at not in self.arrived]
        old_at, new_at = change.old_start, change.new_start
        for left, right, found in self._pairs(old_stays, new_stays):
            yield from self._one_sided(Change(old_at, left, new_at, right))
            self.words_removed += found.words_removed
            self.words_added += found.words_added
            yield Row(RowKind.REPLACE, left + 1, right + 1, found.spans)
            old_at, new_at = left + 1, right + 1
        yield from self._one_sided(Change(old_at, change.old_end, new_at, change.new_end))

    def _pairs(
        self, old_stays: list[int], new_stays: list[int]
    ) -> Iterator[tuple[int, int, Reworded]]:
        """Which lines are others reworded, and how they read."""
        if not old_stays or not new_stays:
            return
        self.lines_to_pair -= len(old_stays) + len(new_stays)
        if self.lines_to_pair < 0:
            self.budget.spent = True
            return
        if len(old_stays) == len(new_stays) == 1:
            left, right = old_stays[0], new_stays[0]
            found = self._reworded(self.old[left], self.new[right])
            if found:
                yield left, right, found
            return
        old, new = (
            [_block(side[at]) for at in stays]
            for side, stays in ((self.old, old_stays), (self.new, new_stays))
        )
        for one, other in pair(old, new):
            left, right = old_stays[one], new_stays[other]
            yield left, right, line_spans(self.old[left], self.new[right], self.budget)

    def _reworded(self, old: str, new: str) -> Reworded | None:
        """What became of a line that stands alone on both sides; None if it is another line.

        One word in common is enough: there is nothing else to mistake it for.
        """
        if _pairing_kind(old) is not _pairing_kind(new):
            return None
        found = line_spans(old, new, self.budget)
        if any(mark is Mark.EQUAL and has_words(text) for mark, text in found.spans):
            return found
        is_long = len(old) + len(new) > _LONG_LINE
        return found if is_long or pair([_block(old)], [_block(new)]) else None

    def _one_sided(self, change: Change) -> Iterator[Row]:
        for at in range(change.old_start, change.old_end):
            move = self.left.get(at)
            kind = RowKind.DELETE if move is None else RowKind.MOVED_AWAY
            spans = _whole(Mark.DELETE, self.old[at])
            yield Row(kind, at + 1, None, spans, move)
        for at in range(change.new_start, change.new_end):
            move = self.arrived.get(at)
            kind = RowKind.INSERT if move is None else RowKind.MOVED_HERE
            spans = _whole(Mark.INSERT, self.new[at])
            yield Row(kind, None, at + 1, spans, move)


def _whole(mark: Mark, text: str) -> Spans:
    return (Span(mark, text),) if text else ()


def _pairing_kind(line: str) -> Kind:
    kind = kind_of(line)
    return kind if kind in (Kind.ROW, Kind.BLANK) else Kind.PROSE


def _block(line: str) -> Block:
    return Block(_pairing_kind(line), line)


def _lines(text: str) -> list[str]:
    """The lines of a text, without what ends them."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]
