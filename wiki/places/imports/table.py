"""A file as rows, bounded: what is too large or unreadable is refused."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import BinaryIO

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.rows import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Lines, Table
from wiki.places.imports.workbook import is_workbook, read_workbook

#: Octets of a file, once out of its ZIP archive.
LARGEST = 20_000_000
_DELIMITERS = ",;\t|"
_ZIP = b"PK\x03\x04"
#: Octets in which a NUL tells that a file is no text.
_BEGINNING = 1_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_table(file: BinaryIO, *, only: int | None = None, most: int = MOST_ROWS) -> Table:
    """The table of a CSV file or of the one in a ZIP archive, or the first sheet of a workbook.

    `only` is how many of its first lines are read, None for all; more than `most` are refused.
    Raises what `read_tables` does.
    """
    return read_tables(file, only=only, most=most)[0]


def read_tables(
    file: BinaryIO,
    names: Collection[str] = (),
    *,
    only: int | None = None,
    most: int = MOST_ROWS,
) -> tuple[Table, Mapping[str, Table]]:
    """The same, and the other sheets of a workbook that have one of these names.

    Raises `TooMuch` (`file_too_large`, `too_many_rows`, `too_many_columns`) and `Invalid`
    (`file_not_utf8`, `file_not_text`, `file_not_table`, `archive_unreadable`,
    `archive_without_table`, `workbook_unreadable`).
    """
    data = _bounded(file)
    if data.startswith(_ZIP) and is_workbook(data):
        return read_workbook(data, names, only=only, most=most)
    if data.startswith(_ZIP):
        data = _unpacked(data)
    text = _text(data)
    delimiter = _delimiter(text)
    if delimiter is None:
        raise Invalid("file_not_table")
    return _table(text, delimiter, only, most), {}


def _bounded(file: BinaryIO) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooMuch("file_too_large", megabytes=LARGEST // 1_000_000)
    return data


def _unpacked(data: bytes) -> bytes:
    """The one table of an archive; what it says of its sizes is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".tsv"))]
            if len(names) != 1:
                raise Invalid("archive_without_table")
            with archive.open(names[0]) as member:
                return _bounded(member)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Invalid("archive_unreadable") from error


def _text(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data[:_BEGINNING]:  # a picture, a program
            raise Invalid("file_not_text") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid("file_not_utf8", line=line) from error
    if "\0" in text:
        raise Invalid("file_not_text")
    return text


def _delimiter(text: str) -> str | None:
    """The one that separates the most columns of the first line."""
    first = text.partition("\n")[0][:LONGEST_CELL]
    best = max(_DELIMITERS, key=first.count)
    return best if best in first else None


def _table(text: str, delimiter: str, only: int | None, most: int) -> Table:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip() for name in next(lines)]
        if len(columns) > MOST_COLUMNS:
            raise TooMuch("too_many_columns", most=MOST_COLUMNS)
        kept, before = Lines(columns, only, most), lines.line_num
        for cells in lines:
            line, before = before + 1, lines.line_num
            if cells:
                kept.add(line, [cell.strip() for cell in cells])
            if kept.is_full:
                break
    except csv.Error as error:
        raise Invalid("file_not_table") from error
    return kept.table()
