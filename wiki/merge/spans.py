"""A line in two versions: which words were taken away, which were added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wiki.merge.engine import LIMIT, word_changes
from wiki.merge.sequence import Change, changes
from wiki.merge.units import Block, Kind, kind_of, pieces
from wiki.merge.words import words

_STEPS = 40_000
_WORD_LENGTH = 4


class Mark(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Span(NamedTuple):
    """A stretch of one line, and what became of it."""

    mark: Mark
    text: str


Spans = tuple[Span, ...]


@dataclass(slots=True)
class Budget:
    """What one diff may still spend on comparing words, all its lines together."""

    left: int
    spent: bool = False

    def take(self, amount: int) -> bool:
        """Take `amount` if there is as much left."""
        if amount > self.left:
            self.spent = True
            return False
        self.left -= amount
        return True


def line_spans(old: str, new: str, budget: Budget) -> Spans:
    """One line with both versions in it: what is equal, and at each change deleted then inserted.

    No span goes over the border of a table cell; sentences are compared before words.
    """
    kind = Kind.ROW if is_row(old) and is_row(new) else Kind.PROSE
    old_pieces, new_pieces = pieces(Block(kind, old)), pieces(Block(kind, new))
    line = _Line()
    old_at = 0
    for change in _piece_changes(old_pieces, new_pieces, kind):
        line.add(Mark.EQUAL, old_pieces[old_at : change.old_start])
        before = "".join(old_pieces[change.old_start : change.old_end])
        after = "".join(new_pieces[change.new_start : change.new_end])
        _mark_words(before, after, line, budget)
        old_at = change.old_end
    line.add(Mark.EQUAL, old_pieces[old_at:])
    return tuple(line.spans)


def is_row(line: str) -> bool:
    """Tell whether `line`, by itself, is a table row."""
    return kind_of(line) is Kind.ROW


class _Line:
    """The spans of a line, as they are found."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def add(self, mark: Mark, parts: list[str]) -> None:
        text = "".join(parts)
        if text and self.spans and self.spans[-1].mark is mark:
            self.spans[-1] = Span(mark, self.spans[-1].text + text)
        elif text:
            self.spans.append(Span(mark, text))


def _piece_changes(old: list[str], new: list[str], kind: Kind) -> list[Change]:
    if kind is Kind.ROW and len(old) == len(new):
        return [
            Change(at, at + 1, at, at + 1)
            for at, (cell, wanted) in enumerate(zip(old, new, strict=True))
            if cell != wanted
        ]
    return changes(old, new, _STEPS)


def _mark_words(old: str, new: str, line: _Line, budget: Budget) -> None:
    if not old or not new or not budget.take(_cost(old, new)):
        line.add(Mark.DELETE, [old])
        line.add(Mark.INSERT, [new])
        return
    old_words, new_words = words(old), words(new)
    old_at = 0
    for change in word_changes(old_words, new_words):
        line.add(Mark.EQUAL, old_words[old_at : change.old_start])
        line.add(Mark.DELETE, old_words[change.old_start : change.old_end])
        line.add(Mark.INSERT, new_words[change.new_start : change.new_end])
        old_at = change.old_end
    line.add(Mark.EQUAL, old_words[old_at:])


def _cost(old: str, new: str) -> int:
    """Characters to read, and words to compare up to the length that the engine looks into."""
    compared = min(len(old) // _WORD_LENGTH, LIMIT) * min(len(new) // _WORD_LENGTH, LIMIT)
    return len(old) + len(new) + compared
