"""What a sheet says, value by value: on plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wiki.kernel.slugs import title_key
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import keyed
from wiki.schema.sheet import Sheet
from wiki.schema.types import SETS

#: Longest text of a value, in characters: what is longer is found by the search alone.
TEXT_LENGTH = 200


class Said(NamedTuple):
    """A value of a field: `wiki_fact` without its page and its times."""

    field: str
    row: str
    text: str | None = None
    number: float | None = None
    date: str | None = None


def facts(kind: Kind, sheet: Sheet) -> set[Said]:
    """Everything that a sheet says in fields of its kind."""
    found = {Said(one, "") for one in sheet.not_concerned if one in kind.by_id}
    for name, value in sheet.values.items():
        field = kind.by_id.get(name)
        if field is not None:
            found.update(_of_field(field, value))
    return found


def _of_field(field: Field, value: Any) -> Iterator[Said]:
    if field.type == "rows":
        for named, row in keyed(field, value).items():
            for name, cell in row.items():
                if column := field.columns.get(name):
                    yield from _of_value(f"{field.id}.{name}", named, column, cell)
    elif field.type in SETS:
        for one in value:
            yield Said(field.id, one, text=_text(field, one))
    else:
        yield from _of_value(field.id, "", field, value)


def _of_value(name: str, row: str, field: Field, value: Any) -> Iterator[Said]:
    match field.type:
        case "integer" | "number" | "boolean":
            yield Said(name, row, number=float(value))
        case "money":
            yield Said(name, row, number=float(value["cents"]))
        case "date":
            yield Said(name, row, date=value)
        case "point":
            yield Said(name, f"{row}lat", number=value["lat"])
            yield Said(name, f"{row}lon", number=value["lon"])
        case _ if field.type in SETS:
            for one in value:
                yield Said(name, f"{row}/{one}", text=_text(field, one))
        case _:
            yield Said(name, row, text=_text(field, value))


def _text(field: Field, value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return title_key(text) if field.type in ("link", "links") else text[:TEXT_LENGTH]
