"""Values that a kind takes no more: nothing is dropped, a person says what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Sheet, Value
from wiki.schema.types import Unfit, accepted


@dataclass(frozen=True, slots=True)
class Unfitting:
    """A value that fits no more, why (`code`), and what one may do (`remedies`, codes too).

    The remedies: `show_field`, `restore_field`, `move_value`, `restore_choice`, `replace_choice`,
    `correct` and `remove_value`.
    """

    path: str
    value: Value
    code: str
    remedies: tuple[str, ...]


def unfitting(kind: Kind, sheet: Sheet) -> tuple[Unfitting, ...]:
    """What of a sheet fits no more: fields that are gone or hidden, values refused."""
    return tuple(_of_sheet(kind, sheet))


def _of_sheet(kind: Kind, sheet: Sheet) -> Iterator[Unfitting]:
    for name, value in sheet.values.items():
        field = kind.by_id.get(name)
        if field is None:
            yield _gone(name, value)
        elif field.hidden:
            remedies = ("show_field", "move_value", "remove_value")
            yield Unfitting(name, value, "hidden_field", remedies)
        elif field.type == "rows" and are_rows(value):
            for place, row in enumerate(value):
                yield from _of_row(field, f"{name}/{place}", row)
        else:
            yield from _of_value(field, name, value)


def _of_row(field: Field, path: str, row: Mapping[str, Any]) -> Iterator[Unfitting]:
    for name, value in row.items():
        column = field.columns.get(name)
        if column is None:
            yield _gone(f"{path}/{name}", value)
        elif column.hidden:
            remedies = ("show_field", "remove_value")
            yield Unfitting(f"{path}/{name}", value, "hidden_field", remedies)
        else:
            yield from _of_value(column, f"{path}/{name}", value)


def _of_value(field: Field, path: str, value: Value) -> Iterator[Unfitting]:
    if field.type == "rows":
        yield Unfitting(path, value, "not_rows", ("correct", "remove_value"))
        return
    try:
        accepted(field, value)
    except Unfit as refusal:
        again = ("restore_choice", "replace_choice") if refusal.code == "unknown_choice" else ()
        yield Unfitting(path, value, refusal.code, (*(again or ("correct",)), "remove_value"))


def _gone(path: str, value: Value) -> Unfitting:
    return Unfitting(path, value, "unknown_field", ("restore_field", "move_value", "remove_value"))
