"""Two sheets made from one are put together, field by field, rows by their identity.

The unit is the field; in a list, the item; in rows, the cell. What one side alone changed is
taken, what both changed alike is taken once, and the rest is a conflict that a person settles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from wiki.schema.difference import names
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows, keyed, same
from wiki.schema.sheet import Sheet, Source, Value
from wiki.schema.types import SETS


class Side(StrEnum):
    """What a person may choose to settle a conflict."""

    BASE = "base"
    HEAD = "head"
    MINE = "mine"


_PLACES = {Side.BASE: 0, Side.HEAD: 1, Side.MINE: 2}


class _Mark:
    """What a side says besides a value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


#: What a conflict has for a side where the field is said not to apply.
NOT_CONCERNED = _Mark("NOT_CONCERNED")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently: `base`, `head` and `mine` as JSON, None for unknown.

    `key` is the name of the question, `phone`, `seats/permanent`, `seats/permanent/count` or
    `sources/phone`. A `row` has the values of its identity; without a `column` it is whole, None
    for a side that has removed it.
    """

    key: str
    field: str
    base: Value
    head: Value
    mine: Value
    row: Mapping[str, Any] | None = None
    column: str | None = None
    of_source: bool = False

    def to_json(self) -> dict[str, Any]:
        """The same for a program; a side that is unknown, or a row that is gone, has no value."""
        data: dict[str, Any] = {"key": self.key, "field": self.field}
        if self.row is not None:
            data["row"] = dict(self.row)
        if self.column is not None:
            data["column"] = self.column
        for side in Side:
            value = getattr(self, side.value)
            if value is NOT_CONCERNED:
                data[side.value] = {"not_concerned": True}
            else:
                data[side.value] = {} if value is None else {"value": value}
        return data


@dataclass(frozen=True, slots=True)
class SheetMerge:
    """The merged sheet, or None while something is left for a person to settle."""

    sheet: Sheet | None
    conflicts: tuple[Conflict, ...]


def merged(
    kind: Kind,
    base: Sheet,
    head: Sheet,
    mine: Sheet,
    choices: Mapping[str, str] | None = None,
) -> SheetMerge:
    """What `head` and `mine` make of `base` together.

    `choices` settle conflicts by their key, each a `Side`; ValueError for another answer. A sheet
    merged without a conflict may still be refused by `validated`.
    """
    merge = _Merge(kind, {key: Side(side) for key, side in (choices or {}).items()})
    values, not_concerned, sources = {}, set(), {}
    for name in names(kind, head, mine, base):
        states = [_state(sheet, name) for sheet in (base, head, mine)]
        state = merge.state(name, *states)
        if state is NOT_CONCERNED:
            not_concerned.add(name)
        elif state is not None:
            values[name] = state
        told = [sheet.sources.get(name, {}) for sheet in (base, head, mine)]
        if source := merge.source(name, states, told):
            sources[name] = source
    if merge.conflicts:
        return SheetMerge(None, tuple(merge.conflicts))
    return SheetMerge(Sheet(kind.code, values, frozenset(not_concerned), sources), ())


def _state(sheet: Sheet, name: str) -> Value:
    if (value := sheet.values.get(name)) is not None:
        return value
    return NOT_CONCERNED if name in sheet.not_concerned else None


def _alike(one: Value, other: Value) -> bool:
    if one is NOT_CONCERNED or other is NOT_CONCERNED:
        return one is other
    return same(one, other)


def _same_place(one: Source, other: Source) -> bool:
    """Whether two sources differ at most in who checked, and when."""
    return all(one.get(part) == other.get(part) for part in ("text", "url"))


def _is_list(value: Value) -> bool:
    return isinstance(value, list)


def _all(judge: Callable[[Value], bool], *values: Value) -> bool:
    return all(value is None or judge(value) for value in values)


def _set(base: list[Any], head: list[Any], mine: list[Any]) -> list[Any]:
    """The items that both kept and those that either added, those of `head` first."""
    kept = [item for item in head if item in mine or item not in base]
    return kept + [item for item in mine if item not in head and item not in base]


def _order(base: list[str], head: list[str], mine: list[str]) -> list[str]:
    """The order of the rows: that of the side which changed it, and of `head` when both did.

    What the other side added comes after the row it followed there; at one point, `head` first.
    """
    moved = [key for key in head if key in base] != [key for key in base if key in head]
    first, second = (head, mine) if moved else (mine, head)
    order, written = list(first), set(mine)
    for place, key in enumerate(second):
        if key not in order:
            after = order.index(second[place - 1]) + 1 if place else 0
            while second is mine and after < len(order) and order[after] not in written:
                after += 1
            order.insert(after, key)
    return order


@dataclass
class _Merge:
    """One merge at work."""

    kind: Kind
    choices: Mapping[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)
    #: The fields of which one side was taken whole, and which.
    sides: dict[str, Side] = field(default_factory=dict)

    def settle(self, conflict: Conflict) -> Value:
        """The chosen side; the base, and one conflict more, while nobody chose."""
        side = self.choices.get(conflict.key)
        if side is None:
            self.conflicts.append(conflict)
            return conflict.base
        return getattr(conflict, side.value)

    def state(self, name: str, base: Value, head: Value, mine: Value) -> Value:
        """What is said of a field, from the three things that are."""
        if _alike(head, mine) or _alike(mine, base):
            return head
        if _alike(head, base):
            return mine
        declared = self.kind.by_id.get(name)
        if declared is not None:
            if declared.type in SETS and _all(_is_list, base, head, mine):
                return _set(base or [], head or [], mine or []) or None
            if declared.type == "rows" and _all(are_rows, base, head, mine):
                return self.rows(declared, base or [], head or [], mine or []) or None
        self.sides[name] = self.choices.get(name, Side.BASE)
        return self.settle(Conflict(name, name, base, head, mine))

    def source(self, name: str, states: Sequence[Value], told: Sequence[Source]) -> Source:
        """Where the merged value comes from; `states` and `told` are those of the three sheets.

        Who checked a value that the other side changed meanwhile has checked another one: that
        check goes. A text or an address given for the former value is asked for.
        """
        if same(told[1], told[2]):
            return told[1]
        if (side := self.sides.get(name)) is not None:
            return told[_PLACES[side]]
        by_head, by_mine = (not _alike(states[0], state) for state in states[1:])
        if by_head != by_mine:
            writer, other = (1, 2) if by_head else (2, 1)
            if _same_place(told[0], told[other]):
                return told[writer]
        elif same(told[2], told[0]):
            return told[1]
        elif same(told[1], told[0]):
            return told[2]
        elif _same_place(told[1], told[2]):
            return max(
                told[1:], key=lambda source: (source.get("checked", ""), source.get("by", ""))
            )
        base, head, mine = told
        conflict = Conflict(f"sources/{name}", name, base, head, mine, of_source=True)
        source: Source = self.settle(conflict)
        return source

    def rows(
        self, declared: Field, base: Sequence[Any], head: Sequence[Any], mine: Sequence[Any]
    ) -> list[Any]:
        three = [keyed(declared, rows) for rows in (base, head, mine)]
        kept = {}
        for key in dict.fromkeys(key for rows in (three[1], three[2], three[0]) for key in rows):
            row = self.row(declared, key, *(rows.get(key) for rows in three))
            if row is not None:
                kept[key] = row
        return [kept[key] for key in _order(*map(list, three)) if key in kept]

    def row(self, declared: Field, key: str, base: Any, head: Any, mine: Any) -> Any:
        if same(head, mine) or same(mine, base):
            return head
        if same(head, base):
            return mine
        identity = {name: (head or mine or base).get(name) for name in declared.identity}
        path = f"{declared.id}/{key}"
        if head is None or mine is None:
            return self.settle(Conflict(path, declared.id, base, head, mine, identity))
        cells = {}
        for name in dict.fromkeys((*head, *mine, *(base or {}))):
            value = self.cell(declared, path, identity, name, [base or {}, head, mine])
            if value is not None:
                cells[name] = value
        return cells

    def cell(
        self,
        declared: Field,
        path: str,
        identity: Mapping[str, Any],
        name: str,
        rows: Sequence[Mapping[str, Any]],
    ) -> Value:
        base, head, mine = (row.get(name) for row in rows)
        if same(head, mine) or same(mine, base):
            return head
        if same(head, base):
            return mine
        column = declared.columns.get(name)
        if column and column.type in SETS and _all(_is_list, base, head, mine):
            return _set(base or [], head or [], mine or []) or None
        return self.settle(
            Conflict(f"{path}/{name}", declared.id, base, head, mine, identity, name)
        )
