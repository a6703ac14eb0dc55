"""A sheet and the names of a form: `field-name`, `field-seats-0-count`, `field-position-lat`…

| type | names |
|---|---|
| most | `field-X`, once for each item of a list, which may also have several lines |
| money | `field-X` and `field-X-tax` |
| point | `field-X-lat`, `field-X-lon`, `field-X-precision` |
| hours | `field-X` as one text, or `field-X-mo` … `field-X-su` and `field-X-holidays`, « closed » |
| rows | `field-X-N-COLUMN`, rows in the order of N, which may have gaps |
| | `field-X-N-_gone`, as JSON, what a row says in columns that there are no more |

`not_concerned` is once for each field that does not apply, `source-X-text`, `source-X-url` and
`source-X-checked` say where the value of X comes from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wiki.schema import hours
from wiki.schema.kinds import Field, Kind
from wiki.schema.reading import read, written
from wiki.schema.rows import are_rows
from wiki.schema.sheet import SOURCE_PARTS, Sheet, Source, Value
from wiki.schema.types import SETS

#: What a form sends: the texts under each name.
Form = Mapping[str, Sequence[str]]
NOT_CONCERNED = "not_concerned"
#: Stands for the columns of a row that there are no more; no column has such an id.
GONE = "_gone"
_POINT = ("lat", "lon", "precision")
_NUMBER = Field("number", {}, "number")
_DAY = Field("day", {}, "date")


def submitted(
    kind: Kind, form: Form, *, before: Sheet | None = None, shown: Collection[str] | None = None
) -> Sheet:
    """The sheet that a form sends, not yet judged; what cannot be read stays a text.

    `shown` are the fields that the form had, all that are not hidden by default; the others, and
    the sender of each source, stay as `before` has them.
    """
    before = before or Sheet(kind.code)
    asked = {one.id for one in kind.fields if not one.hidden} if shown is None else set(shown)
    values = {name: value for name, value in before.values.items() if name not in asked}
    sources = {name: source for name, source in before.sources.items() if name not in asked}
    for one in kind.fields:
        if one.id in asked:
            value = _value(one, f"field-{one.id}", form)
            if value is not None:
                values[one.id] = value
            if source := _source(one.id, form, before.sources.get(one.id, {})):
                sources[one.id] = source
    away = {name for name in form.get(NOT_CONCERNED, ()) if name in asked}
    return Sheet(kind.code, values, frozenset(before.not_concerned - asked | away), sources)


def form_of(kind: Kind, sheet: Sheet) -> dict[str, list[str]]:
    """What a form shows of a sheet under each name; `submitted` reads it back."""
    form: dict[str, list[str]] = {NOT_CONCERNED: sorted(sheet.not_concerned)}
    for name, value in sheet.values.items():
        if name in kind.by_id:
            form |= _names(kind.field(name), f"field-{name}", value)
    for name, source in sheet.sources.items():
        for part, text in source.items():
            form[f"source-{name}-{part}"] = [written(_DAY, text) if part == "checked" else text]
    return form


def _value(one: Field, name: str, form: Form) -> Value | None:
    if one.type == "rows":
        return _rows(one, name, form)
    if one.type == "point":
        return _point(name, form)
    texts = form.get(name, ())
    if one.type == "hours" and not any(texts):
        return _hours(name, form)
    if one.type in SETS:
        return read(one, "\n".join(texts))
    value = read(one, texts[0]) if texts else None
    tax = form.get(f"{name}-tax", ("",))[0]
    return (
        {"tax": tax} | value if one.type == "money" and tax and isinstance(value, dict) else value
    )


def _point(name: str, form: Form) -> Value | None:
    lat, lon, precision = (form.get(f"{name}-{part}", ("",))[0].strip() for part in _POINT)
    if not lat and not lon:
        return None
    return {"lat": read(_NUMBER, lat), "lon": read(_NUMBER, lon), "precision": precision or "pin"}


def _hours(name: str, form: Form) -> Value | None:
    """The hours of a week that a form shows day by day; a text when one day is not understood."""
    typed = [form.get(f"{name}-{day.lower()}", ("",))[0].strip() for day in hours.DAYS]
    week = [hours.openings_of(text) for text in typed]
    if None in week:
        return "; ".join(
            f"{day} {text}" for day, text in zip(hours.DAYS, typed, strict=True) if text
        )
    closed = "closed" in form.get(f"{name}-holidays", ())
    return hours.osm_of(hours.Week(tuple(one or () for one in week), closed)) or None


def _week(name: str, text: str) -> dict[str, list[str]]:
    """The hours day by day, when a week says them all."""
    week = hours.week_of(text)
    if week is None:
        return {}
    days = {
        f"{name}-{day.lower()}": [hours.written(openings)]
        for day, openings in zip(hours.DAYS, week.days, strict=True)
    }
    return days | ({f"{name}-holidays": ["closed"]} if week.closed_on_holidays else {})


def places_of(name: str, form: Form) -> list[int]:
    """The places N of the rows `NAME-N-COLUMN` that a form has, in their order."""
    row_of = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-")
    return sorted({int(match[1]) for key in form if (match := row_of.match(key))})


def _rows(one: Field, name: str, form: Form) -> Value | None:
    rows = []
    for place in places_of(name, form):
        cells = {
            column.id: _value(column, f"{name}-{place}-{column.id}", form) for column in one.fields
        }
        said = {column: value for column, value in cells.items() if value is not None}
        if row := said | _gone(one, form.get(f"{name}-{place}-{GONE}", ())):
            rows.append(row)
    return rows or None


def _gone(one: Field, texts: Sequence[str]) -> dict[str, Any]:
    """What a row says in columns that there are no more; nothing when it cannot be read."""
    try:
        read = json.loads(texts[0]) if texts else {}
    except (ValueError, RecursionError):
        return {}
    said = read if isinstance(read, dict) else {}
    return {column: value for column, value in said.items() if column not in one.columns}


def _source(name: str, form: Form, before: Source) -> dict[str, str]:
    """What is said of where a value comes from; who checked it is not for a form to say."""
    given = {part: form.get(f"source-{name}-{part}", ("",))[0].strip() for part in SOURCE_PARTS}
    if given["checked"]:
        given["checked"] = str(read(_DAY, given["checked"]))
    given["by"] = before.get("by", "") if given["checked"] == before.get("checked", "") else ""
    return {part: text for part, text in given.items() if text}


def _names(one: Field, name: str, value: Value) -> dict[str, list[str]]:
    if one.type == "rows":
        return _names_of_rows(one, name, value) if are_rows(value) else {}
    if one.type == "point" and isinstance(value, dict):
        return {
            f"{name}-{part}": [str(value[part]).replace(".", ",")]
            for part in _POINT
            if part in value
        }
    if one.type == "hours" and isinstance(value, str):
        return {name: [value]} | _week(name, value)
    names = {name: list(map(str, value)) if isinstance(value, list) else [written(one, value)]}
    if one.type == "money" and isinstance(value, dict) and value.get("tax"):
        names[f"{name}-tax"] = [str(value["tax"])]
    return names


def _names_of_rows(
    one: Field, name: str, rows: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for place, row in enumerate(rows):
        for column, value in row.items():
            if column in one.columns:
                names |= _names(one.columns[column], f"{name}-{place}-{column}", value)
        if gone := {column: row[column] for column in row if column not in one.columns}:
            names[f"{name}-{place}-{GONE}"] = [json.dumps(gone)]
    return names
