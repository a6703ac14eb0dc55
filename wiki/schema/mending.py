"""What becomes of a value that fits no more: a person chooses, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wiki.schema.kinds import Field, Kind
from wiki.schema.reading import read
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Sheet, Value
from wiki.schema.types import SETS, Unfit, accepted

#: What is done by `mended`; the other remedies of `unfitting` are for the kind, or the form.
REMEDIES = ("replace_choice", "move_value", "remove_value")


def at(sheet: Sheet, path: str) -> Value:
    """The value at a path, `parking` or `seats/0/kind`; None when there is none."""
    name, *rest = path.split("/")
    value = sheet.values.get(name)
    if not rest:
        return value
    place = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 5 else -1
    if value is None or len(rest) != 2 or not are_rows(value) or not 0 <= place < len(value):
        return None
    return value[place].get(rest[1])


def field_at(kind: Kind, path: str) -> Field | None:
    """The field, or the column, of a path."""
    name, *rest = path.split("/")
    field = kind.by_id.get(name)
    return field.columns.get(rest[-1]) if field and rest else field


def mended(kind: Kind, sheet: Sheet, path: str, remedy: str, to: str = "") -> Sheet:
    """The sheet once a value is replaced by the choice `to`, moved to the field `to`, or removed.

    Raises `Unfit`, with a code that says why not.
    """
    value, field = at(sheet, path), field_at(kind, path)
    if value is None:
        raise Unfit("nothing_there")
    if remedy == "remove_value":
        return _with(sheet, path, None)
    if remedy == "replace_choice":
        return _with(sheet, path, _chosen(field, value, to))
    if remedy == "move_value" and "/" not in path:
        return _moved(kind, sheet, path, value, to)
    raise Unfit("no_remedy")


def _chosen(field: Field | None, value: Value, to: str) -> Value:
    if field is None or to not in field.choices:
        raise Unfit("unknown_choice", value=to)
    if field.type not in SETS:
        return to
    said = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(one if one in field.choices else to for one in said))


def _moved(kind: Kind, sheet: Sheet, path: str, value: Value, to: str) -> Sheet:
    field = kind.by_id.get(to)
    if field is None or field.type == "rows" or field.hidden or to == path:
        raise Unfit("unknown_field")
    if sheet.values.get(to) is not None or to in sheet.not_concerned:
        raise Unfit("said_already")
    try:
        fitting = accepted(field, value)
    except Unfit:
        fitting = accepted(field, read(field, _as_text(value)))
    if fitting is None:
        raise Unfit("nothing_there")
    said = _with(sheet, path, None)
    sources = {**said.sources, to: sheet.sources[path]} if path in sheet.sources else said.sources
    return replace(said, values={**said.values, to: fitting}, sources=sources)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _with(sheet: Sheet, path: str, value: Value) -> Sheet:
    """The sheet with another value at a path; None takes it away, and where it comes from."""
    name, *rest = path.split("/")
    values: dict[str, Any] = dict(sheet.values)
    if rest:
        rows = [dict(row) for row in values[name]]
        rows[int(rest[0])] = _without_none({**rows[int(rest[0])], rest[1]: value})
        values[name] = rows
    else:
        values[name] = value
    values = _without_none(values)
    sources = {one: source for one, source in sheet.sources.items() if one != name or rest or value}
    return replace(sheet, values=values, sources=sources)


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
