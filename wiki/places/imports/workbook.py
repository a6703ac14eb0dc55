"""A workbook (XLSX) as rows: what is too large, or made to fill the memory, is refused unread."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from defusedxml import DefusedXmlException
from openpyxl import load_workbook

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.rows import MOST_COLUMNS, Lines, Table

Found = TypeVar("Found")
#: Octets of a workbook once out of its archive, of which `zipfile` reads no more than is said.
LARGEST = 120_000_000
#: How many times larger than in the archive: honest workbooks are below 60.
MOST_PRESSED = 200
MOST_PARTS = 2_000
#: The last line that a sheet may have: one that says to be at another would never end.
_LAST = 1_048_576
_SMALL = 1_000_000
#: Columns without a name that are looked at, after those that have one.
_MARGIN = 20


def is_workbook(data: bytes) -> bool:
    """Whether an archive is a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def read_workbook(data: bytes, *, only: int | None = None) -> Table:
    """The rows of the first sheet of a workbook; `only` the first of them, or all.

    Raises what `read_sheets` does.
    """
    return _read(data, lambda book: _table(book.worksheets[0], only))


def read_sheets(data: bytes, names: Collection[str]) -> Mapping[str, Table]:
    """The rows of the sheets after the first that have one of these names.

    Raises `TooMuch` (`file_too_large`, `too_many_rows`, `too_many_columns`) and `Invalid`
    (`workbook_unreadable`, `file_not_table`).
    """
    return _read(
        data,
        lambda book: {one.title: _table(one) for one in book.worksheets[1:] if one.title in names},
    )


def _read(data: bytes, take: Callable[[Any], Found]) -> Found:
    _bound(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return take(book)
        finally:
            book.close()
    except DefusedXmlException as error:
        raise Invalid("workbook_unreadable") from error
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError),
        *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError),
    ) as error:
        # A part that is not there, or is not what it says: openpyxl has no error of its own.
        raise Invalid("workbook_unreadable") from error


def _bound(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    pressed = any(
        part.file_size > _SMALL and part.file_size > MOST_PRESSED * part.compress_size
        for part in parts
    )
    if size > LARGEST or len(parts) > MOST_PARTS or pressed:
        raise TooMuch("file_too_large", megabytes=LARGEST // 1_000_000)


def _table(sheet: Any, only: int | None = None) -> Table:
    first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS + 1), ())
    header = [_text(cell) for cell in first]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Invalid("file_not_table")
    if len(header) > MOST_COLUMNS:
        raise TooMuch("too_many_columns", most=MOST_COLUMNS)
    kept = Lines(only)
    lines = sheet.iter_rows(min_row=2, max_row=_LAST, max_col=len(header) + _MARGIN)
    for line, cells in enumerate(lines, 2):
        texts = [_text(cell) for cell in cells]
        while len(texts) > len(header) and not texts[-1]:
            texts.pop()
        if any(texts):
            kept.add(line, header, texts)
        if kept.is_full:
            break
    return kept.table(header)


def _text(cell: Any) -> str:
    """The text of a cell, as the same cell of a file of text would be."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return _date(value, str(cell.number_format))
    return str(value).strip()


def _date(value: date, form: str) -> str:
    """A date as precise as it is shown: a spreadsheet makes a day of « 10/2010 »."""
    shown = form.lower()
    if "d" not in shown and "j" not in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
