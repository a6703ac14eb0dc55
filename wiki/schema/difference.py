"""What changed from one sheet to another, field by field, rows by their identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows, keyed, same
from wiki.schema.sheet import Sheet, Source, Value
from wiki.schema.types import SETS


class State(StrEnum):
    """What a sheet says of a field."""

    UNKNOWN = "unknown"
    KNOWN = "known"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A column of a row that changed; None where it has no value."""

    column: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that came (`before` is None), went (`after` is None) or changed in its `cells`."""

    identity: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    cells: tuple[CellDifference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changed, in what is said of it or in where it comes from.

    `field` is None when the kind has it no more. Of a list, `added` and `removed` are the items
    that came and went, of rows `rows`; both are empty when only the order changed.
    """

    id: str
    field: Field | None
    state_before: State
    state_after: State
    before: Value | None = None
    after: Value | None = None
    source_before: Source | None = None
    source_after: Source | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rows: tuple[RowDifference, ...] = ()

    @property
    def value_changed(self) -> bool:
        """Whether what is said changed, not only where it comes from."""
        return self.state_before != self.state_after or not same(self.before, self.after)


def differences(kind: Kind, before: Sheet, after: Sheet) -> tuple[Difference, ...]:
    """The fields that changed, in the order of the kind, those it has no more at the end."""
    found = (
        _difference(kind.by_id.get(name), name, before, after)
        for name in names(kind, before, after)
    )
    return tuple(one for one in found if one is not None)


def state_of(sheet: Sheet, name: str) -> State:
    """What a sheet says of a field; a value wins over « not concerned »."""
    if sheet.values.get(name) is not None:
        return State.KNOWN
    return State.NOT_CONCERNED if name in sheet.not_concerned else State.UNKNOWN


def names(kind: Kind, *sheets: Sheet) -> list[str]:
    """The fields that some of the sheets say something of, those of the kind first."""
    said = {
        name for sheet in sheets for name in (*sheet.values, *sheet.not_concerned, *sheet.sources)
    }
    return [one.id for one in kind.fields if one.id in said] + sorted(said - kind.by_id.keys())


def _difference(field: Field | None, name: str, before: Sheet, after: Sheet) -> Difference | None:
    old, new = before.values.get(name), after.values.get(name)
    states = state_of(before, name), state_of(after, name)
    sources = before.sources.get(name), after.sources.get(name)
    if states[0] == states[1] and same(old, new) and same(*sources):
        return None
    added, removed = _items(field, old, new)
    return Difference(
        name, field, *states, old, new, *sources, added, removed, tuple(_rows(field, old, new))
    )


def _items(field: Field | None, old: Value, new: Value) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if field is None or field.type not in SETS:
        return (), ()
    before = old if isinstance(old, list) else []
    after = new if isinstance(new, list) else []
    return (
        tuple(one for one in after if one not in before),
        tuple(one for one in before if one not in after),
    )


def _rows(field: Field | None, old: Value, new: Value) -> Iterator[RowDifference]:
    if field is None or field.type != "rows" or not all(are_rows(one or []) for one in (old, new)):
        return
    before, after = keyed(field, old or []), keyed(field, new or [])
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if not same(one, other):
            identity = {name: (one or other or {}).get(name) for name in field.identity}
            yield RowDifference(identity, one, other, tuple(_cells(field, one or {}, other or {})))


def _cells(
    field: Field, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[CellDifference]:
    others: Sequence[str] = sorted({*before, *after} - field.columns.keys())
    for name in (*field.columns, *others):
        if not same(before.get(name), after.get(name)):
            yield CellDifference(name, before.get(name), after.get(name))
