"""Rows of tables as lines of JSON, the same on every engine and readable without this code."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Moment

#: Code of a column's type -> the type its values are written with.
TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "moment": Moment(),
    "bytes": sa.LargeBinary(),
    "json": sa.JSON(none_as_null=True),
    "boolean": sa.Boolean(),
    "integer": sa.BigInteger(),
    "number": sa.Float(),
    "text": sa.Text(),
}


def type_code(kind: sa.types.TypeEngine[Any]) -> str:
    """The code of a column's type. Raises `TypeError` for one that archives do not know."""
    known: tuple[tuple[type, str], ...] = (
        (Moment, "moment"),
        (sa.LargeBinary, "bytes"),
        (sa.JSON, "json"),
        (sa.Boolean, "boolean"),
        (sa.Integer, "integer"),
        (sa.Float, "number"),
        (sa.String, "text"),
    )
    for base, code in known:
        if isinstance(kind, base):
            return code
    raise TypeError(f"no archive form for a column of type {kind!r}")


def line(row: Mapping[str, Any], columns: Mapping[str, str]) -> str:
    """A row as one line of JSON, keys in the order of `columns` (name -> type code)."""
    written = {name: _plain(row[name], code) for name, code in columns.items()}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n"


def row(text: str, columns: Mapping[str, str]) -> dict[str, Any]:
    """The row of a line. Raises `ValueError` when it does not have exactly these columns."""
    found = json.loads(text)
    if not isinstance(found, dict) or found.keys() != columns.keys():
        raise ValueError("a row does not have the columns of its table")
    return {name: _value(found[name], code) for name, code in columns.items()}


def _plain(value: Any, code: str) -> Any:
    if value is None or code not in ("moment", "bytes"):
        return value
    if code == "moment":
        return value.isoformat()
    return base64.b64encode(value).decode("ascii")


def _value(value: Any, code: str) -> Any:
    if value is None or code not in ("moment", "bytes"):
        return value
    if code == "moment":
        return datetime.fromisoformat(value)
    return base64.b64decode(value, validate=True)
