"""Places as lines of a spreadsheet: a column for each field, named by its id."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from wiki.places.queries.described import Described
from wiki.schema.kinds import Field, Kind

#: Columns that tell which page a line is of, before those of its sheet.
IDENTITY = ("page", "uid", "url")
#: Columns that follow from the commune, after those of the sheet.
DERIVED = ("commune_name", "department", "region", "lat", "lon", "precision", "changed_at")
#: Between the choices of a list in one cell.
SEPARATOR = "|"
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(kind: Kind) -> list[str]:
    """The names of the columns: those of rows are `seats.permanent.count`, by their only choice."""
    return [
        *IDENTITY,
        *(name for field in _fields(kind) for name, _ in _cells(field, None)),
        *DERIVED,
    ]


def _fields(kind: Kind) -> Iterator[Field]:
    return (field for field in kind.fields if not field.hidden and field.visibility == "public")


def lines(places: Iterable[Described], kind: Kind) -> Iterator[list[str]]:
    """A line for each place."""
    fields = list(_fields(kind))
    for place in places:
        values = place.sheet.values
        said = (cell for field in fields for _, cell in _cells(field, values.get(field.id)))
        yield [neutral(cell) for cell in (*_identity(place), *said, *_derived(place))]


def _identity(place: Described) -> tuple[str, ...]:
    return place.title, place.uid, place.url


def _derived(place: Described) -> tuple[str, ...]:
    commune, position = place.commune, place.position
    where = (commune.name, commune.department, commune.region) if commune else ("", "", "")
    point = (str(position.lat), str(position.lon), position.precision) if position else ("",) * 3
    return *where, *point, place.changed_at.isoformat()


def _cells(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    """The columns of a field, with what they hold for a value; None is what nobody has said."""
    if field.type != "rows":
        if field.type == "money":
            yield f"{field.id}.cents", "" if value is None else str(value["cents"])
            yield f"{field.id}.tax", "" if value is None else value.get("tax", "")
        elif field.type != "point":
            yield field.id, "" if value is None else cell(value)
        return
    named = [field.columns[name] for name in field.identity]
    if len(named) == 1 and named[0].vocabulary:
        rows = {row.get(named[0].id): row for row in value or ()}
        for choice in named[0].vocabulary:
            row = rows.get(choice.code, {})
            for column in field.fields:
                if column.id != named[0].id:
                    said = row.get(column.id)
                    yield (
                        f"{field.id}.{choice.code}.{column.id}",
                        "" if said is None else cell(said),
                    )


def cell(value: Any) -> str:
    """A value as it is written in a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return SEPARATOR.join(str(one) for one in value)
    return str(value)


def neutral(text: str) -> str:
    """The text of a cell, which no spreadsheet takes for a formula: numbers stay what they are."""
    if text.startswith(_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), in pieces."""
    piece = io.StringIO()
    writer = csv.writer(piece)
    for row in chain([header], rows):
        writer.writerow(row)
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()
