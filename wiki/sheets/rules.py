"""What a sheet says, value by value: on plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wiki.kernel.slugs import RESERVED_ACTIONS, title_key
from wiki.schema.difference import state_of
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import keyed, same
from wiki.schema.settled import SCHEMA
from wiki.schema.sheet import Sheet
from wiki.schema.types import SETS

#: Longest text of a value, in characters: what is longer is found by the search alone.
TEXT_LENGTH = 200
#: The pages that settle the kinds, each under the code of its kind.
KINDS_PREFIX = "Wiki:Fiches/"
KINDS_KEY = title_key(KINDS_PREFIX)
#: Codes that no kind of a network may have: its page could not be reached, or is another thing.
TAKEN_CODES = frozenset({SCHEMA, "new"}) | RESERVED_ACTIONS
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def title_of(code: str) -> str:
    """The title of the page that settles a kind."""
    return KINDS_PREFIX + code.replace("_", " ")


def code_at(key: str) -> str:
    """The code of the kind that the page of a key settles; "" when it settles none."""
    code = key.removeprefix(KINDS_KEY).replace(" ", "_")
    is_one = key.startswith(KINDS_KEY) and _CODE.fullmatch(code) and code not in TAKEN_CODES
    return code if is_one else ""


#: What becomes of a correction that a place proposes.
WAITING, ACCEPTED, REFUSED = STATES = ("waiting", "accepted", "refused")


#: A mending that was prepared and shown, before it is one of `wiki.pages.batches.STATES`.
READY = "ready"
#: What is said of a sheet, for refusals that are worded for the one who fills in a form.
_OF_MENDINGS = {"sheet_invalid": "mending_unfit", "sheet_conflict": "mending_contradicted"}


def mending_reason(code: str) -> str:
    """The code of why a sheet was not mended, from that of an error."""
    return _OF_MENDINGS.get(code, code)


def schema_dependency(kind: str) -> str:
    """What depends on the fields that a kind of sheet has."""
    return f"schema:{kind}"


class Said(NamedTuple):
    """A value of a field: `wiki_fact` without its page and its times."""

    field: str
    row: str
    text: str | None = None
    number: float | None = None
    date: str | None = None


class Writing(NamedTuple):
    """The revision that wrote a value, and its day, as `2012-10-08`."""

    number: int
    day: str


def writings(
    known: Mapping[str, Writing], before: Sheet, after: Sheet, now: Writing
) -> dict[str, Writing]:
    """By which revision each value of `after` was written, as `known` says of `before`."""
    found = {}
    for name in {*after.values, *after.not_concerned}:
        alike = before.kind == after.kind and state_of(before, name) == state_of(after, name)
        kept = alike and same(before.values.get(name), after.values.get(name))
        found[name] = known.get(name, now) if kept else now
    return found


def with_field_of(sheet: Sheet, other: Sheet, name: str) -> Sheet:
    """The sheet, one of whose fields says what it does in another: value, source and all."""
    values = {field: value for field, value in sheet.values.items() if field != name}
    sources = {field: source for field, source in sheet.sources.items() if field != name}
    if name in other.values:
        values[name] = other.values[name]
    if name in other.sources:
        sources[name] = other.sources[name]
    away = sheet.not_concerned - {name} | (other.not_concerned & {name})
    return Sheet(sheet.kind, values, away, sources)


class Shape(NamedTuple):
    """What the facts of a kind follow from (`types`); what is fit, fresh, complete (`whole`)."""

    types: Mapping[str, Any]
    whole: Mapping[str, Any]


def shape_of(kind: Kind | None) -> Shape:
    """The shape of a kind; that of none is empty."""
    fields = kind.fields if kind else ()
    types = {
        one.id: (one.type, one.identity, {part.id: part.type for part in one.fields})
        for one in fields
    }
    whole = {
        one.id: (
            one.hidden,
            one.freshness,
            (one.weight, one.visibility, one.when),
            _bounds(one),
            {part.id: (part.hidden, *_bounds(part)) for part in one.fields},
        )
        for one in fields
    }
    return Shape(types, whole)


def _bounds(one: Field) -> tuple[Any, ...]:
    lengths = (one.min_length, one.max_length, one.pattern)
    return (one.type, frozenset(one.choices), one.min, one.max, *lengths)


def facts(kind: Kind, sheet: Sheet) -> set[Said]:
    """Everything that a sheet says in fields of its kind."""
    found = {Said(one, "") for one in sheet.not_concerned if one in kind.by_id}
    for name, value in sheet.values.items():
        field = kind.by_id.get(name)
        if field is not None:
            try:
                found.update(list(_of_field(field, value)))
            except (KeyError, TypeError, ValueError):
                continue  # it fits no more, and says nothing until somebody mends it
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
            yield Said(name, row, text=value.get("tax"), number=float(value["cents"]))
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
