"""A table of places that came from here, was corrected elsewhere, and comes back.

Each line says which page it is of, and in which revision it was taken: what its cells say otherwise
than that revision is what somebody changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wiki.kernel.errors import Invalid
from wiki.places.exports.columns import (
    DERIVED,
    IDENTITY,
    LABELS,
    bare,
    neutral,
    row_labels,
    sheet_name,
)
from wiki.places.imports.rows import Row, Table
from wiki.schema.cells import Column, fields_of_rows, row_column, row_columns
from wiki.schema.cells import columns as columns_of
from wiki.schema.folding import folded
from wiki.schema.kinds import Field, Kind
from wiki.schema.reading import read
from wiki.schema.sheet import Sheet

_LANGUAGES = ("", "fr", "en")


@dataclass(frozen=True, slots=True)
class Correction:
    """A line: the page, the revision it was taken from, the text of each cell by its column."""

    line: int
    name: str
    uid: str
    revision: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The lines of a table, those that are not read, and the headers that name no field."""

    lines: tuple[Correction, ...]
    misshapen: tuple[int, ...]
    unread: tuple[str, ...]


def named(columns: Iterable[str], kind: Kind) -> dict[str, str]:
    """The column that each header names, by its id or by its name in any language; else ""."""
    known: dict[str, str] = {}
    for column in columns_of(kind):
        for text in (column.name, *(column.label(language) for language in _LANGUAGES[1:])):
            known.setdefault(folded(text), column.name)
    for name, labels in LABELS.items():
        for text in (name, *labels.values()):
            known[folded(text)] = name
    return {header: known.get(folded(header), "") for header in columns}


def read_corrections(table: Table, kind: Kind) -> Corrections:
    """What a table says. Raises `Invalid` (`columns_twice`, `columns_of_pages_missing`)."""
    names = named(table.columns, kind)
    said = [name for name in names.values() if name]
    twice = {name for name in said if said.count(name) > 1}
    twice |= {header for header in table.columns if table.columns.count(header) > 1}
    if twice:
        raise Invalid("columns_twice", names=", ".join(sorted(twice)))
    if not {"uid", "revision"} <= set(said):
        raise Invalid("columns_of_pages_missing", names=", ".join(_needed()))
    lines = tuple(_correction(row, names) for row in table.rows)
    unread = tuple(header for header, name in names.items() if not name)
    return Corrections(lines, table.misshapen, unread)


def rows_corrected(found: Corrections, parts: Mapping[str, Table], kind: Kind) -> Corrections:
    """The same with what the sheets of rows say, by their names: they are cells of their pages.

    Raises `Invalid` (`columns_of_pages_missing`).
    """
    lines = list(found.lines)
    at: dict[tuple[str, int], int] = {}
    for number, one in enumerate(lines):
        at.setdefault((one.uid, one.revision), number)
    last = max((one.line for one in lines), default=1)
    for field in fields_of_rows(kind):
        for table in (parts[name] for name in sheet_names(field) if name in parts):
            for one in _rows_of(table, field):
                key = one.uid, one.revision
                if key not in at:
                    last += 1
                    at[key] = len(lines)
                    lines.append(replace(one, line=last, cells={}))
                known = lines[at[key]]
                lines[at[key]] = replace(known, cells={**known.cells, **one.cells})
    return Corrections(tuple(lines), found.misshapen, found.unread)


def sheet_names(field: Field) -> set[str]:
    """What the sheet of the rows of a field may be called."""
    return {sheet_name(field, language) for language in _LANGUAGES[1:]}


def _rows_of(table: Table, field: Field) -> Iterator[Correction]:
    """The rows of a sheet, each as cells of its page; one that nothing names is left out."""
    header = _header_of_rows(field)
    names = {one: header.get(folded(one), "") for one in table.columns}
    if not {"uid", "revision"} <= set(names.values()):
        raise Invalid("columns_of_pages_missing", names=", ".join(_needed()))
    for row in table.rows:
        cells = {names[one]: text for one, text in row.cells.items() if names[one]}
        key = [read(field.columns[name], cells.get(f"={name}", "")) for name in field.identity]
        if any(one is not None for one in key):
            around = {name: cells.get(name, "") for name in IDENTITY}
            columns = row_columns(field, key)
            said = {one.name: cells[str(at)] for at, one in enumerate(columns) if str(at) in cells}
            yield _corrected(row.line, around, around["page"], said)


def _header_of_rows(field: Field) -> dict[str, str]:
    """Header -> `uid` and so on, `=ID` for what names a row, else the place of its column."""
    found: dict[str, str] = {}
    wanted = [f"={name}" for name in field.identity]
    for language in _LANGUAGES[1:]:
        labels = row_labels(field, language)
        meant = [*wanted, *map(str, range(len(labels) - len(wanted)))]
        found |= {folded(label): name for label, name in zip(labels, meant, strict=True)}
    for name in IDENTITY:
        found |= {folded(label): name for label in (name, *LABELS[name].values())}
    return found


def _needed() -> list[str]:
    return [LABELS[name]["fr"] for name in ("uid", "revision")]


def _correction(row: Row, names: Mapping[str, str]) -> Correction:
    cells = {names[header]: text for header, text in row.cells.items() if names[header]}
    around = {name: cells.pop(name, "") for name in (*IDENTITY, *DERIVED)}
    return _corrected(row.line, around, cells.get("name") or around["page"], cells)


def _corrected(
    line: int, around: Mapping[str, str], name: str, cells: Mapping[str, str]
) -> Correction:
    number = around["revision"]
    revision = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return Correction(line, bare(name)[:300], around["uid"][:100], revision, cells)


def changed(base: Sheet, cells: Mapping[str, str], columns: Columns) -> dict[str, str]:
    """The cells that say something else than the sheet they were taken from."""
    found = {}
    for column, text in columns.of(cells).items():
        if (said := _said_anew(column, base, text)) is not None:
            found[column.name] = said
    return found


def _said_anew(column: Column, base: Sheet, text: str) -> str | None:
    """What a cell says; None when it is what the sheet says, in codes or in words."""
    if not text and column.value(base) is None and column.field.id not in base.not_concerned:
        return None
    lines = "\n".join(text.splitlines()).strip()
    written = {"\n".join(column.written(base, one).splitlines()).strip() for one in _LANGUAGES}
    if lines in written or lines in set(map(neutral, written)):
        return None
    lines = bare(lines)
    return None if column.read(lines) == column.value(base) else lines


class Columns:
    """The columns that a table may have, those of rows included, by their names."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._known = {column.name: column for column in columns_of(kind)}

    def of(self, cells: Mapping[str, str]) -> dict[Column, str]:
        """The cells by their columns, without those of columns that there are no more."""
        found = {}
        for name, text in cells.items():
            column = self._known.get(name) or row_column(self._kind, name)
            if column is not None:
                found[column] = text
        return found
