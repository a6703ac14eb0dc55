"""A workbook (XLSX) as rows, read through once."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from xml.parsers.expat import ExpatError

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.parts import Parts, Walk
from wiki.places.imports.rows import MOST_COLUMNS, MOST_ROWS, Lines, Table
from wiki.places.imports.sheets import Cells, Forms, Strings, Texts

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: Columns without a name that are looked at, after those that have one.
_MARGIN = 20


def is_workbook(data: bytes) -> bool:
    """Whether an archive is a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BOOK in archive.namelist()
    except zipfile.BadZipFile:
        return False


def read_workbook(
    data: bytes,
    names: Collection[str] = (),
    *,
    only: int | None = None,
    most: int = MOST_ROWS,
) -> tuple[Table, Mapping[str, Table]]:
    """The rows of the first sheet, and those of the others that have one of these names.

    `only` is how many of the first lines of the first are read, None for all; more than `most` of
    it are refused.

    Raises `TooMuch` (`file_too_large`, `too_many_rows`, `too_many_columns`) and `Invalid`
    (`workbook_unreadable`, `file_not_table`).
    """
    with _unreadable():
        book = _Book(Parts(data))
        first, *others = book.sheets
        table = _table(book.rows(first), only, most)
        return table, {one: _table(book.rows(one)) for one in others if one in names}


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError),
        *(ExpatError, KeyError, ValueError, IndexError, OverflowError),
    ) as error:
        # A part that is not there, or is not what it says.
        raise Invalid("workbook_unreadable") from error


class _Book:
    """Where the parts of a workbook are."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._at = dict(parts.walked(_RELATIONS, _Relations()))
        self._named = _Sheets()
        of = {name: self._at.get(key, ("", "")) for name, key in parts.walked(_BOOK, self._named)}
        #: Where the rows of each sheet are, by its name.
        self.sheets = {
            name: target
            for name, (kind, target) in of.items()
            if kind == "worksheet" and target in parts.names
        }

    def rows(self, sheet: str) -> Iterator[tuple[int, dict[int, str]]]:
        """The rows of a sheet that say something."""
        width, is_1904 = MOST_COLUMNS + _MARGIN, self._named.is_1904
        cells = Cells(self._strings, self._forms, width, is_1904=is_1904)
        return self._parts.walked(self.sheets[sheet], cells)

    @cached_property
    def _strings(self) -> Texts:
        return Texts(self._all("sharedStrings", Strings()))

    @cached_property
    def _forms(self) -> list[str]:
        return list(self._all("styles", Forms()))

    def _all(self, kind: str, walk: Walk[str]) -> Iterator[str]:
        for one, target in self._at.values():
            if one == kind and target in self._parts.names:
                yield from self._parts.walked(target, walk)


class _Relations(Walk[tuple[str, tuple[str, str]]]):
    """The kind and the part of each relation of a workbook, by its key."""

    def begins(self, name: str, said: Mapping[str, str]) -> None:
        """Keep a relation."""
        if name == "Relationship":
            kind = said.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/xl", said.get("Target", "")))
            self.found.append((said["Id"], (kind, target.lstrip("/"))))


class _Sheets(Walk[tuple[str, str]]):
    """The sheets of a workbook in their order: the name of each, and the key of its relation."""

    is_1904 = False

    def begins(self, name: str, said: Mapping[str, str]) -> None:
        """Keep a sheet; note from when days are counted."""
        if name == "sheet":
            key = next((said[one] for one in said if one.rpartition(":")[2] == "id"), "")
            self.found.append((said.get("name", ""), key))
        elif name == "workbookPr":
            self.is_1904 = said.get("date1904", "") in ("1", "true")


def _table(
    rows: Iterator[tuple[int, dict[int, str]]], only: int | None = None, most: int = MOST_ROWS
) -> Table:
    line, first = next(rows, (0, {}))
    if line != 1:
        raise Invalid("file_not_table")
    width = max(first) + 1
    if width > MOST_COLUMNS:
        raise TooMuch("too_many_columns", most=MOST_COLUMNS)
    header = [first.get(at, "") for at in range(width)]
    kept = Lines(header, only, most)
    for line, said in rows:
        there = [at for at in said if at < width + _MARGIN]
        if there:
            kept.add(line, [said.get(at, "") for at in range(max(width, max(there) + 1))])
        if kept.is_full:
            break
    return kept.table()
