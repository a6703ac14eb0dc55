"""Two sheets of one subject made one: what either says is kept, and a person settles the rest.

It is the merge of two sheets that come from nothing: rows are united by their identity, lists item
by item, and what both say differently is a conflict, for which a side is proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from wiki.schema.completeness import completeness
from wiki.schema.difference import State, names, state_of
from wiki.schema.freshness import since
from wiki.schema.kinds import Field, Kind
from wiki.schema.merging import NOT_CONCERNED, Conflict, SheetMerge, Side, merged
from wiki.schema.sheet import Sheet
from wiki.schema.types import PRECISIONS


class Told(NamedTuple):
    """A sheet, and the day on which the value of each of its fields was written."""

    sheet: Sheet
    days: Mapping[str, str]


class Line(NamedTuple):
    """What is to be chosen: a conflict, or a field that the other sheet alone has (`is_new`)."""

    conflict: Conflict
    #: The side that is chosen, and the one that would be if nobody chose.
    side: Side
    proposed: Side
    is_new: bool


class Union(NamedTuple):
    """The sheet that the two make, and what was to be chosen."""

    sheet: Sheet
    lines: tuple[Line, ...]
    #: Fields whose lists or rows were put together, without a choice.
    together: tuple[str, ...]


def united(kind: Kind, kept: Told, other: Told, choices: Mapping[str, Side]) -> Union:
    """One sheet of two; what is not in `choices` is settled as proposed."""
    found = _united(kind, kept.sheet, other.sheet, {})
    lines = [_line(kind, one, kept, other, choices, is_new=False) for one in found.conflicts]
    lines += [
        _line(
            kind, Conflict(name, name, None, None, _said(other.sheet, name)), kept, other, choices
        )
        for name in names(kind, other.sheet)
        if state_of(kept.sheet, name) == State.UNKNOWN
        and state_of(other.sheet, name) != State.UNKNOWN
    ]
    order = names(kind, kept.sheet, other.sheet)
    lines.sort(key=lambda line: order.index(line.conflict.field))
    left = {line.conflict.field for line in lines if line.is_new and line.side == Side.HEAD}
    settled = {line.conflict.key: line.side for line in lines if not line.is_new}
    whole = _united(kind, kept.sheet, _without(other.sheet, left), settled)
    if whole.sheet is None:
        raise AssertionError("every conflict is settled")
    chosen = {line.conflict.field for line in lines}
    together = (
        name
        for name in order
        if name not in chosen and whole.sheet.values.get(name) != kept.sheet.values.get(name)
    )
    return Union(whole.sheet, tuple(lines), tuple(together))


def _united(kind: Kind, kept: Sheet, other: Sheet, choices: Mapping[str, Side]) -> SheetMerge:
    return merged(kind, Sheet(kind.code), kept, other, choices)


def _line(
    kind: Kind,
    conflict: Conflict,
    kept: Told,
    other: Told,
    choices: Mapping[str, Side],
    *,
    is_new: bool = True,
) -> Line:
    proposed = (
        Side.MINE if is_new else _proposed(kind.by_id.get(conflict.field), conflict, kept, other)
    )
    return Line(conflict, choices.get(conflict.key, proposed), proposed, is_new)


def _proposed(field: Field | None, conflict: Conflict, kept: Told, other: Told) -> Side:
    """What says something first, then the better known position, then the newer value."""
    if NOT_CONCERNED in (conflict.head, conflict.mine):
        return Side.MINE if conflict.head is NOT_CONCERNED else Side.HEAD
    if field is not None and field.type == "point" and not conflict.of_source:
        ranks = [PRECISIONS.index(one["precision"]) for one in (conflict.head, conflict.mine)]
        if ranks[0] != ranks[1]:
            return Side.HEAD if ranks[0] < ranks[1] else Side.MINE
    days = [known_since(one, conflict.field) for one in (kept, other)]
    return Side.MINE if days[1] > days[0] else Side.HEAD


def known_since(told: Told, name: str) -> str:
    """The day on which the value of a field is known to have been right; "" for none."""
    return since(told.days.get(name, ""), told.sheet.sources.get(name, {}))


def _said(sheet: Sheet, name: str) -> object:
    value = sheet.values.get(name)
    return NOT_CONCERNED if value is None else value


def _without(sheet: Sheet, left: Collection[str]) -> Sheet:
    return Sheet(
        sheet.kind,
        {name: value for name, value in sheet.values.items() if name not in left},
        sheet.not_concerned - frozenset(left),
        {name: source for name, source in sheet.sources.items() if name not in left},
    )


def fullness(kind: Kind, sheet: Sheet) -> tuple[int, int, int]:
    """How much a sheet says, to be compared: its share, its values, its sources."""
    return completeness(kind, sheet).percent, len(sheet.values), len(sheet.sources)
