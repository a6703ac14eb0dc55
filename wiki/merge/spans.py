"""A line in two versions: which words were taken away, which were added."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wiki.merge.common import common
from wiki.merge.units import Block, Kind, kind_of, pieces
from wiki.merge.words import count, cut

#: What comparing two texts costs before their first character, in steps.
_START = 200
#: What it costs to cut one character out into words or sentences.
_CHARACTER = 10
_FULL_STOP = ". "
_SENTENCE = re.compile(r"[.!?…][ \t]|[.!?…]$")

_Changed = Callable[[list[str], list[str]], None]


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
    """What one diff may still spend on comparing words, all its lines together.

    It is counted in steps: an operation on a digit of `wiki.merge.common`, about ten nanoseconds.
    """

    left: int
    spent: bool = False

    def take(self, amount: int) -> bool:
        """Take `amount` if there is as much left."""
        if amount > self.left:
            self.spent = True
            return False
        self.left -= amount
        return True


class Reworded(NamedTuple):
    """A line with both its versions, and how many words were taken away and added."""

    spans: Spans
    words_removed: int
    words_added: int


def line_spans(old: str, new: str, budget: Budget) -> Reworded:
    """One line with both versions in it: what is equal, and at each change deleted then inserted.

    No span goes over the border of a table cell; sentences are compared before words.
    """
    line = _Line(budget)
    if is_row(old) and is_row(new):
        line.compare_cells(old, new)
    else:
        line.compare_prose(old, new)
    return line.end()


def is_row(line: str) -> bool:
    """Tell whether `line`, by itself, is a table row."""
    return kind_of(line) is Kind.ROW


class _Line:
    """The spans of a line, as they are found."""

    def __init__(self, budget: Budget) -> None:
        self.spans: list[Span] = []
        #: What is equal and stands after the last span.
        self.kept: list[str] = []
        self.budget = budget
        self.words_removed = self.words_added = 0

    def end(self) -> Reworded:
        """All spans, once there is no more to compare."""
        self.flush()
        return Reworded(tuple(self.spans), self.words_removed, self.words_added)

    def flush(self) -> None:
        if equal := "".join(self.kept):
            self.spans.append(Span(Mark.EQUAL, equal))
        self.kept = []

    def replace_whole(self, old: str, new: str) -> None:
        """The whole of `old` became `new`: nobody read them."""
        self.words_removed += count(old)
        self.words_added += count(new)
        self.replace(old, new)

    def replace(self, old: str, new: str) -> None:
        if old or new:
            self.flush()
        if old:
            self.add(Mark.DELETE, old)
        if new:
            self.add(Mark.INSERT, new)

    def add(self, mark: Mark, text: str) -> None:
        spans = self.spans
        if spans and spans[-1].mark is mark:
            spans[-1] = Span(mark, spans[-1].text + text)
        else:
            spans.append(Span(mark, text))

    def compare_cells(self, old: str, new: str) -> None:
        """Cell by cell, unless a column came or went."""
        if not self.budget.take(_CHARACTER * (len(old) + len(new))):
            self.replace_whole(old, new)
            return
        cells, wanted = pieces(Block(Kind.ROW, old)), pieces(Block(Kind.ROW, new))
        if len(cells) != len(wanted):
            self.align(cells, wanted, self.compare_words)
            return
        for before, after in zip(cells, wanted, strict=True):
            self.compare_words([before], [after])

    def compare_prose(self, old: str, new: str) -> None:
        """Sentence by sentence, then word by word where sentences differ."""
        start, end = _common_sentences(old, new)
        before, after = old[start : len(old) - end], new[start : len(new) - end]
        self.kept.append(old[:start])
        if not before or not after or not self.can_read(before, after):
            self.replace_whole(before, after)
        elif not _share_sentences(before, after):
            self.compare_words([before], [after])
        else:
            self.align(_sentences(before), _sentences(after), self.compare_words)
        self.kept.append(old[len(old) - end :])

    def compare_words(self, old: list[str], new: list[str]) -> None:
        """Word by word."""
        before, after = "".join(old), "".join(new)
        if before == after:
            self.kept.append(before)
        elif before and after and self.can_read(before, after):
            cut_before, has_values = cut(before)
            cut_after, are_values = cut(after)
            values = has_values or are_values
            self.align(cut_before, cut_after, self.replace_values if values else self.replace_words)
        else:
            self.replace_whole(before, after)

    def can_read(self, old: str, new: str) -> bool:
        return self.budget.take(_START + _CHARACTER * (len(old) + len(new)))

    def replace_values(self, old: list[str], new: list[str]) -> None:
        """The same where a value may be several words to a reader."""
        self.words_removed += count("".join(old)) - len(old) // 2
        self.words_added += count("".join(new)) - len(new) // 2
        self.replace_words(old, new)

    def replace_words(self, old: list[str], new: list[str]) -> None:
        """Words became others; the spaces and signs around them may have stayed."""
        self.words_removed += len(old) // 2
        self.words_added += len(new) // 2
        if len(old) > 1 < len(new) and old[0] == new[0] and old[-1] == new[-1]:
            self.kept.append(old[0])
            self.replace("".join(old[1:-1]), "".join(new[1:-1]))
            self.kept.append(old[-1])
            return
        before, after = "".join(old), "".join(new)
        lead = _common_start(old[0], new[0])
        room = min(len(before), len(after)) - lead
        trail = min(_common_start(old[-1][::-1], new[-1][::-1]), room)
        self.kept.append(before[:lead])
        self.replace(before[lead : len(before) - trail], after[lead : len(after) - trail])
        self.kept.append(before[len(before) - trail :])

    def align(self, old: list[str], new: list[str], changed: _Changed) -> None:
        """Items at odd places are kept where they can be; `changed` is told of what lies between.

        A list that has no item in it is one piece that parts nothing.
        """
        old_at = new_at = 0
        items = common(old[1::2], new[1::2], self.budget.take)
        for left, right in [*items, (len(old) // 2, len(new) // 2)]:
            old_end, new_end = 2 * left + 1, 2 * right + 1
            before, after = old[old_at:old_end], new[new_at:new_end]
            if before == after:
                self.kept += old[old_at : old_end + 1]
            else:
                changed(before, after)
                self.kept += old[old_end : old_end + 1]
            old_at, new_at = old_end + 1, new_end + 1


def _sentences(text: str) -> list[str]:
    """The sentences at odd places, what parts them at even ones."""
    return ["", *pieces(Block(Kind.PROSE, text)), ""]


def _share_sentences(old: str, new: str) -> bool:
    """Tell whether any sentence may have stayed, before they are cut out with care."""
    return bool(set(_SENTENCE.split(old)) & set(_SENTENCE.split(new)) - {""})


def _common_sentences(old: str, new: str) -> tuple[int, int]:
    """How many characters of whole sentences both begin with, then how many both end with."""
    at = old.rfind(_FULL_STOP, 0, _common_start(old, new))
    start = 0 if at < 0 else at + len(_FULL_STOP)
    if old[-1:] != new[-1:]:
        return start, 0
    same = _common_start(old[start:][::-1], new[start:][::-1])
    at = old.find(_FULL_STOP, len(old) - same)
    return start, 0 if at < 0 else len(old) - at - 1


def _common_start(old: str, new: str) -> int:
    """How many characters both begin with, by halves: texts are compared much faster than read."""
    low, high = 0, min(len(old), len(new))
    if not high or old[0] != new[0]:
        return 0
    if old[:high] == new[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle
    return low
