"""The change set between two texts: lines first, then words in the lines that were reworded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wiki.merge.diff import Diff, Row, RowKind, Same, diff
from wiki.merge.spans import Mark, Span
from wiki.ot.change_set import Builder, ChangeSet, units

_UNIT = 2
_END = "\n"
_END_OF_LINE = {
    RowKind.DELETE: Mark.DELETE,
    RowKind.MOVED_AWAY: Mark.DELETE,
    RowKind.INSERT: Mark.INSERT,
    RowKind.MOVED_HERE: Mark.INSERT,
}


@dataclass(slots=True)
class _Step:
    """What is kept, then what is taken away there and what is put."""

    kept: str = ""
    deleted: str = ""
    inserted: str = ""

    @property
    def changes(self) -> bool:
        return bool(self.deleted or self.inserted)


def from_diff(old: str, new: str) -> ChangeSet:
    """What makes `new` of `old`; what did not change is kept, so that others may go on there.

    Raises `BadChange` when half of a character is in one of them.
    """
    # A line is compared with its end: the last ones are given one, which is then taken off.
    steps = list(_steps(diff(old + _END, new + _END)))
    _take_end_off(steps[-1])
    changes = Builder()
    for step in steps:
        changes.add(_length(step.kept), None)
        changes.add(_length(step.deleted), units(step.inserted))
    return changes.done()


def _length(text: str) -> int:
    return len(units(text)) // _UNIT


def _steps(compared: Diff) -> Iterator[_Step]:
    """Both texts in order; there is always one step."""
    step = _Step()
    for mark, text in _spans(compared):
        if mark is Mark.DELETE:
            step.deleted += text
        elif mark is Mark.INSERT:
            step.inserted += text
        elif step.changes:
            yield step
            step = _Step(text)
        else:
            step.kept += text
    yield step


def _spans(compared: Diff) -> Iterator[Span]:
    """Every stretch of both texts, the end of each line with it."""
    for part in compared.parts:
        if isinstance(part, Row):
            yield from part.spans
            yield Span(_END_OF_LINE.get(part.kind, Mark.EQUAL), _END)
        else:
            yield Span(Mark.EQUAL, _text_of(part))


def _text_of(same: Same) -> str:
    return "".join([line + _END for line in same.lines])


def _take_end_off(last: _Step) -> None:
    """Take off the end that both texts were given.

    « b and an end » put after « a and an end » becomes « an end and b » put after « a ».
    """
    if last.deleted and last.inserted:
        last.deleted, last.inserted = last.deleted[:-1], last.inserted[:-1]
        return
    last.kept = last.kept[:-1]
    if last.deleted:
        last.deleted = _END + last.deleted[:-1]
    if last.inserted:
        last.inserted = _END + last.inserted[:-1]
