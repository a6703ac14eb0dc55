"""A sheet as the cells of a table, and back: a column for each thing that fits in a cell.

| field | columns |
|---|---|
| most | `FIELD`; the items of a list between `|` |
| money | `FIELD.cents`, `FIELD.tax` |
| point | `FIELD.lat`, `FIELD.lon`, `FIELD.precision` |
| rows named by one choice | `FIELD.CODE.COLUMN`, as `seats.permanent.count` |
| other rows | none: a table of their own (`row_columns`), `FIELD/KEY,KEY/COLUMN` |

A cell says its value in codes, for programs, or in words, for people; both are read back. A blank
cell is what nobody has said; what does not apply is a value of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from wiki.schema.folding import folded
from wiki.schema.kinds import Choice, Field, Kind
from wiki.schema.reading import decimal, read
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Sheet, Value
from wiki.schema.types import PRECISIONS, SETS

#: Between the items of a list in one cell.
SEPARATOR = "|"
NOT_CONCERNED = "n/a"
_AWAY = {"fr": "sans objet", "en": "not applicable"}
_YES = {"fr": ("oui", "non"), "en": ("yes", "no")}
_POINT = ("lat", "lon", "precision")
_MONEY = ("cents", "tax")


@dataclass(frozen=True, eq=False)
class Column:
    """A column: a field, or one of its parts, or a column of its row that `choice` names."""

    field: Field
    part: str = ""
    choice: Choice | None = None
    cell: Field | None = None
    #: Of rows that several columns name: what these say in this row, each None for nothing.
    key: tuple[tuple[str, Value], ...] = ()

    @property
    def is_of_row(self) -> bool:
        """Whether it is a column of one of the rows of its field."""
        return bool(self.choice or self.key)

    @property
    def name(self) -> str:
        """Its name, made of ids and codes."""
        if self.key and self.cell:
            said = ",".join("" if one is None else quote(str(one), safe="") for _, one in self.key)
            return f"{self.field.id}/{said}/{self.cell.id}" + (self.part and f".{self.part}")
        parts = (
            self.field.id,
            self.choice.code if self.choice else "",
            self.cell.id if self.cell else "",
            self.part,
        )
        return ".".join(part for part in parts if part)

    def label(self, language: str) -> str:
        """Its name for people."""
        said = _said(self.field.labels, language)
        if self.key and self.cell:
            columns = self.field.columns
            names = [_written(columns[name], one, language) for name, one in self.key if one]
            said += f" : {', '.join([*names, _said(self.cell.labels, language)])}"
        if self.choice and self.cell:
            said += f" : {_said(self.choice.labels, language)}"
            if self.cell.id != "count":
                said += f", {_said(self.cell.labels, language)}"
        return f"{said} ({self.part})" if self.part else said

    def value(self, sheet: Sheet) -> Value | None:
        """What a sheet says there; None for nothing."""
        value = sheet.values.get(self.field.id)
        if self.is_of_row and self.cell:
            value = self._row(value).get(self.cell.id)
        if self.part:
            value = value.get(self.part) if isinstance(value, dict) else None
        return value

    def _row(self, value: Value) -> Mapping[str, Any]:
        rows = value if are_rows(value) else ()
        return next((row for row in rows if self.is_row(row)), {})

    @property
    def named(self) -> Mapping[str, Any]:
        """What its row says to be that one."""
        if self.choice:
            return {self.field.identity[0]: self.choice.code}
        return {name: one for name, one in self.key if one is not None}

    def is_row(self, row: Mapping[str, Any]) -> bool:
        """Whether a row is its own."""
        if self.choice:
            return bool(row.get(self.field.identity[0]) == self.choice.code)
        return all(row.get(name) == one for name, one in self.key)

    def written(self, sheet: Sheet, language: str = "") -> str:
        """The text of its cell, in codes; in words when a language is given."""
        if self.field.id in sheet.not_concerned and not self.is_of_row and self.part in ("", "lat"):
            return _AWAY.get(language, NOT_CONCERNED)
        value = self.value(sheet)
        return "" if value is None else _written(self.cell or self.field, value, language)

    def read(self, text: str) -> Value | None:
        """The value that a cell says; the text itself when it cannot be read, None when blank."""
        text = text.strip()
        if self.part:
            return _read_part(self.part, text)
        one = self.cell or self.field
        return read(one, text.replace(SEPARATOR, "\n") if one.type in SETS else text)


def columns(kind: Kind, visibility: str = "public") -> list[Column]:
    """The columns of a kind, in the order of its fields: those that all may see."""
    return [
        column
        for field in kind.fields
        if not field.hidden and field.visibility == visibility
        for column in _columns(field)
    ]


def fields_of_rows(kind: Kind, visibility: str = "public") -> list[Field]:
    """The fields whose rows several columns name, and that have no column here: all may see them.

    What names a file is not typed by hand, and a row that is only a name has no cell.
    """
    return [
        one
        for one in kind.fields
        if one.type == "rows" and not one.hidden and one.visibility == visibility
        if one.identity and not any(_columns(one))
        if all(one.columns[name].type != "file" for name in one.identity)
        and {cell.id for cell in one.fields if not cell.hidden} - {*one.identity}
    ]


def row_columns(field: Field, key: Sequence[Value]) -> list[Column]:
    """The columns of a row of such a field, without those that name it, whose values are `key`."""
    named = tuple(zip(field.identity, key, strict=True))
    return [
        Column(field, part, None, cell, named)
        for cell in field.fields
        if cell.id not in field.identity and not cell.hidden
        for part in (_MONEY if cell.type == "money" else ("",))
    ]


def row_column(kind: Kind, name: str) -> Column | None:
    """The column of a row that has this name."""
    of, _, rest = name.partition("/")
    said, _, last = rest.rpartition("/")
    field = next((one for one in fields_of_rows(kind) if one.id == of), None)
    parts = said.split(",")
    if field is None or len(parts) != len(field.identity):
        return None
    key = [_key(field.columns[one], part) for one, part in zip(field.identity, parts, strict=True)]
    return next((one for one in row_columns(field, key) if one.name.endswith(f"/{last}")), None)


def _key(column: Field, text: str) -> Value | None:
    said = unquote(text)
    if column.type == "integer" and said.isascii() and said.isdecimal():
        return int(said)
    return said or None


def is_not_concerned(text: str) -> bool:
    """Whether a cell says that the field does not apply."""
    return folded(text) in map(folded, (NOT_CONCERNED, *_AWAY.values()))


def with_cells(sheet: Sheet, cells: Mapping[Column, str]) -> Sheet:
    """The sheet with what these cells say, nothing judged; the others are as they were."""
    values, away = dict(sheet.values), set(sheet.not_concerned)
    for column, text in cells.items():
        name = column.field.id
        if is_not_concerned(text) and not column.is_of_row:
            values.pop(name, None)
            away.add(name)
            continue
        value = _put(column, values.get(name), column.read(text))
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
        away.discard(name)
    return Sheet(sheet.kind, values, frozenset(away), sheet.sources)


def _columns(field: Field) -> Iterator[Column]:
    if field.type == "money":
        yield from (Column(field, part) for part in _MONEY)
    elif field.type == "point":
        yield from (Column(field, part) for part in _POINT)
    elif field.type != "rows":
        yield Column(field)
    elif len(field.identity) == 1 and field.columns[field.identity[0]].vocabulary:
        named = field.columns[field.identity[0]]
        for choice in named.vocabulary:
            for cell in field.fields:
                if cell is not named and not cell.hidden:
                    yield Column(field, choice=choice, cell=cell)


def written(field: Field, value: Value | None, language: str = "") -> str:
    """The text of a cell that says a value, in codes; in words when a language is given."""
    return "" if value is None else _written(field, value, language)


def _put(column: Column, before: Value, value: Value | None) -> Value | None:
    """The value of the whole field once a column says `value`."""
    if column.is_of_row and column.cell:
        return _rows_with(column, before, value)
    if not column.part:
        return value
    whole = _part_put(column, before, value)
    if column.field.type == "point" and set(whole) <= {"precision"}:
        return None
    if column.field.type == "point":
        whole.setdefault("precision", PRECISIONS[0])
    return whole if set(whole) - {"tax"} else None


def _part_put(column: Column, before: Value, value: Value | None) -> dict[str, Any]:
    whole = dict(before) if isinstance(before, dict) else {}
    if value is None:
        whole.pop(column.part, None)
    else:
        whole[column.part] = value
    return whole


def _rows_with(column: Column, before: Value, value: Value | None) -> Value | None:
    cell = column.cell.id if column.cell else ""
    rows = [dict(row) for row in before] if are_rows(before) else []
    row = next((row for row in rows if column.is_row(row)), None)
    if column.part:
        whole = _part_put(column, row.get(cell) if row else None, value)
        value = whole if set(whole) - {"tax"} else None
    if row is None and value is not None:
        row = dict(column.named)
        rows.append(row)
    if row is not None and value is not None:
        row[cell] = value
    elif row is not None:
        row.pop(cell, None)
        if set(row) <= set(column.named):
            rows.remove(row)
    return rows or None


def _written(field: Field, value: Value, language: str) -> str:
    if isinstance(value, bool):
        return _YES[language][not value] if language else str(value).lower()
    if isinstance(value, list):
        return SEPARATOR.join(_written(field, one, language) for one in value)
    if language and isinstance(value, str):
        if value in field.choices:
            return _said(field.choices[value].labels, language)
        if field.type == "date":
            return "/".join(reversed(value.split("-")))
    return str(value)


def _read_part(part: str, text: str) -> Value | None:
    if not text:
        return None
    if part in ("tax", "precision"):
        return text
    found = decimal(text)
    if found is None:
        return text
    return int(found) if found == found.to_integral_value() else float(found)


def _said(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or labels.get("fr", "")
