"""What a face shows of a value: its parts, with the codes it words itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from wiki.schema.kinds import Choice, Field
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Value
from wiki.schema.types import Unfit, accepted


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value ready to be shown; `shape` says which of the other attributes it has.

    | shape | has |
    |---|---|
    | that of the type of the field, for every other type | `text` |
    | `number` | `number`, `unit` |
    | `year` | `number` |
    | `money` | `number` (cents), `tax` |
    | `date` | `date`: the year, the month, the day, as far as known |
    | `boolean` | `yes` |
    | `choice` | `choice` |
    | `list` | `items`, each spoken |
    | `point` | `lat`, `lon`, `precision` |
    | `rows` | `rows`: by column, each cell spoken; `columns` that some row has |
    | `unfit` | `text`: the value as it is, which its field does not take |
    """

    shape: str
    text: str = ""
    number: float = 0
    unit: str = ""
    tax: str = ""
    date: tuple[int, ...] = ()
    yes: bool = False
    choice: Choice | None = None
    items: tuple[Spoken, ...] = ()
    lat: float = 0
    lon: float = 0
    precision: str = ""
    columns: tuple[Field, ...] = ()
    rows: tuple[Mapping[str, Spoken], ...] = ()


_ITEMS = {"choices": "choice", "links": "link", "texts": "text"}


def spoken(field: Field | None, value: Value) -> Spoken:
    """The parts of a value; one whose field is gone (None) or does not take it is `unfit`."""
    if field is None:
        return _unfit(value)
    if field.type == "rows":
        return _rows(field, value) if are_rows(value) else _unfit(value)
    if field.type in _ITEMS and isinstance(value, list):
        return Spoken("list", items=tuple(_item(field, one) for one in value))
    return _scalar(field, value, field.unit)


def _unfit(value: Value) -> Spoken:
    if isinstance(value, list) and not are_rows(value):
        return Spoken("unfit", ", ".join(map(str, value)))
    return Spoken("unfit", value if isinstance(value, str) else _said(value))


def _said(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} : {_said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return " ; ".join(map(_said, value))
    return str(value)


def _item(field: Field, value: Value) -> Spoken:
    shape = _ITEMS[field.type]
    if shape != "choice":
        return Spoken(shape, value) if isinstance(value, str) else _unfit(value)
    choice = field.choices.get(value) if isinstance(value, str) else None
    return _unfit(value) if choice is None else Spoken(shape, choice=choice)


def _scalar(field: Field, value: Value, unit: str) -> Spoken:
    fits = None  # a blank says nothing either: no sheet that was judged keeps one
    with suppress(Unfit):
        fits = accepted(field, value)
    if fits is None:
        return _unfit(value)
    match field.type:
        case "integer" | "number":
            return Spoken("year" if field.is_year else "number", number=fits, unit=unit)
        case "money":
            return Spoken("money", number=fits["cents"], tax=fits.get("tax", ""))
        case "date":
            return Spoken("date", date=tuple(map(int, fits.split("-"))))
        case "boolean":
            return Spoken("boolean", yes=fits)
        case "choice":
            return Spoken("choice", choice=field.choices[fits])
        case "point":
            return Spoken("point", **fits)
    return Spoken(field.type, fits)


def _rows(field: Field, rows: Sequence[Mapping[str, Any]]) -> Spoken:
    said = tuple(_row(field, row) for row in rows)
    columns = tuple(column for column in field.fields if any(column.id in row for row in said))
    return Spoken("rows", columns=columns, rows=said)


def _row(field: Field, row: Mapping[str, Any]) -> dict[str, Spoken]:
    named, code = field.columns.get(field.unit_from), row.get(field.unit_from)
    choice = named.choices.get(code) if named and isinstance(code, str) else None
    said = {}
    for name, value in row.items():
        column = field.columns.get(name)
        if (
            column is not None
            and column.type in ("integer", "number")
            and not column.unit
            and choice
        ):
            measured = name not in field.identity
            said[name] = _scalar(column, value, choice.unit if measured else "")
        else:
            said[name] = spoken(column, value)
    return said
