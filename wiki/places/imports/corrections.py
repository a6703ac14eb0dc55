"""A table of places that came from here, was corrected elsewhere, and comes back.

Each line says which page it is of, and in which revision it was taken: what its cells say otherwise
than that revision is what somebody changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiki.kernel.errors import Invalid
from wiki.places.exports.columns import DERIVED, IDENTITY, LABELS, bare, neutral
from wiki.places.imports.rows import Row, Table
from wiki.schema.cells import Column
from wiki.schema.cells import columns as columns_of
from wiki.schema.folding import folded
from wiki.schema.kinds import Kind
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


def _needed() -> list[str]:
    return [LABELS[name]["fr"] for name in ("uid", "revision")]


def _correction(row: Row, names: Mapping[str, str]) -> Correction:
    cells = {names[header]: text for header, text in row.cells.items() if names[header]}
    around = {name: cells.pop(name, "") for name in (*IDENTITY, *DERIVED)}
    number = around["revision"]
    revision = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    name = cells.get("name") or around["page"]
    return Correction(row.line, bare(name)[:300], around["uid"][:100], revision, cells)


def changed(base: Sheet, cells: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, str]:
    """The cells that say something else than the sheet they were taken from."""
    found = {}
    for name, text in cells.items():
        if (said := _said_anew(columns[name], base, text)) is not None:
            found[name] = said
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


def columns_by_name(kind: Kind) -> dict[str, Column]:
    """The columns that a table may have, by their names."""
    return {column.name: column for column in columns_of(kind)}
