"""Places as a workbook (XLSX) that people fill in: names and words, no codes; nothing counts there.

What `wiki.places.imports` reads back; a text is a text, whatever it begins with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from wiki.kernel.errors import TooMuch
from wiki.places.described import Described
from wiki.places.exports.columns import (
    DERIVED,
    FORMULA,
    IDENTITY,
    LABELS,
    MOST_IN_WORKBOOK,
    derived,
    identity,
    row_labels,
    sheet_name,
)
from wiki.schema.cells import Column, fields_of_rows, row_columns, written
from wiki.schema.cells import columns as columns_of
from wiki.schema.kinds import Field, Kind
from wiki.schema.rows import are_rows

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBERS = ("integer", "number")
_BOLD = Font(bold=True)
#: What is not to be changed.
_FIXED = PatternFill("solid", fgColor="E7E6E6")
_TEXT = "@"
_LONGEST = 32_767


def workbook(places: Iterable[Described], kind: Kind, language: str, name: str) -> bytes:
    """The workbook of some places, in a language; `name` is that of its sheet.

    Raises `TooMuch` (`places_too_many`).
    """
    held = list(islice(places, MOST_IN_WORKBOOK + 1))
    if len(held) > MOST_IN_WORKBOOK:
        raise TooMuch("places_too_many", most=MOST_IN_WORKBOOK)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    asked = columns_of(kind)
    header = [
        *(_head(sheet, LABELS[name][language], is_fixed=True) for name in IDENTITY),
        *(_head(sheet, column.label(language)) for column in asked),
        *(_head(sheet, LABELS[name][language], is_fixed=True) for name in DERIVED),
    ]
    for number in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 28 if number == 1 else 18
    sheet.append(header)
    for place in held:
        sheet.append(list(_line(sheet, place, asked, language)))
    for field in fields_of_rows(kind):
        _sheet_of_rows(book.create_sheet(sheet_name(field, language)), held, field, language)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet_of_rows(sheet: Any, places: Iterable[Described], field: Field, language: str) -> None:
    """A line for each row that the places have in a field."""
    sheet.freeze_panes = "B2"
    named = [field.columns[name] for name in field.identity]
    header = [*(_head(sheet, LABELS[name][language], is_fixed=True) for name in IDENTITY)]
    header += [_head(sheet, label) for label in row_labels(field, language)]
    sheet.append(header)
    for place in places:
        for row in _rows(place, field):
            key = [row.get(one.id) for one in named]
            cells = [written(one, said, language) for one, said in zip(named, key, strict=True)]
            cells += [one.written(place.sheet, language) for one in row_columns(field, key)]
            sheet.append([_cell(sheet, text) for text in (*identity(place), *cells)])


def _rows(place: Described, field: Field) -> list[Any]:
    rows: Any = place.sheet.values.get(field.id)
    return list(rows) if are_rows(rows) else []


def _head(sheet: Any, text: str, *, is_fixed: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = _BOLD
    if is_fixed:
        cell.fill = _FIXED
    return cell


def _line(sheet: Any, place: Described, asked: list[Column], language: str) -> Iterator[Any]:
    for text in identity(place):
        yield _cell(sheet, text)
    for column in asked:
        field, value = column.cell or column.field, column.value(place.sheet)
        if field.type in _NUMBERS and isinstance(value, int | float):
            yield value
        else:
            yield _cell(sheet, column.written(place.sheet, language), as_text=field.type == "date")
    for text in derived(place):
        yield _cell(sheet, text)


def _cell(sheet: Any, text: str, *, as_text: bool = False) -> Any:
    """A cell of text; one that begins as a formula is said to be none."""
    text = _CONTROL.sub("", text)[:_LONGEST]
    if not text:
        return None
    if not as_text and not text.startswith(FORMULA):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = _TEXT
    return cell
