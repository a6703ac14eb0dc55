"""Rows of a field, told from one another by the columns that make their identity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from wiki.schema.kinds import Field
from wiki.schema.sheet import Value

Row = Mapping[str, Any]
_SIMPLE = (str, int, float, type(None))


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same JSON; unlike `==`, 1 is not true."""
    if one is other:
        return True
    if isinstance(one, _SIMPLE) or isinstance(other, _SIMPLE):
        return type(one) is type(other) and bool(one == other)
    return _canonical(one) == _canonical(other)


def identity(field: Field, row: Row) -> str:
    """What tells a row from the others, as a text: `2012,occupancy_rate`."""
    return ",".join(_part(row.get(column)) for column in field.identity)


def keyed(field: Field, rows: Iterable[Row]) -> dict[str, Row]:
    """The rows by identity, in order; the second of two alike has `~2` after it."""
    found: dict[str, Row] = {}
    for row in rows:
        key, again = identity(field, row), 1
        while (numbered := key if again == 1 else f"{key}~{again}") in found:
            again += 1
        found[numbered] = row
    return found


def are_rows(value: Value) -> bool:
    """Whether a value has the shape of rows."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _part(value: Value) -> str:
    if value is None:
        return ""
    return quote(value if isinstance(value, str) else _canonical(value), safe=" '()")


def _canonical(value: Value) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
