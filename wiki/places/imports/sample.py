"""The beginning of a file that somebody brings: its form, its columns, some of their values."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wiki.kernel.errors import Invalid
from wiki.places.exports.columns import LABELS
from wiki.places.imports.forms import form_of_objects, form_of_table
from wiki.places.imports.objects import read_json
from wiki.places.imports.table import read_table
from wiki.schema.folding import folded

#: Values shown of a column, their length, and the rows that they are taken from.
VALUES, _LENGTH, _ROWS = 3, 80, 200
_BOM = b"\xef\xbb\xbf"
_PAGE = ("uid", "revision")


@dataclass(frozen=True, slots=True)
class Sample:
    """The form that a file seems to have; of a table, its columns and some values of each."""

    form: str
    is_json: bool
    columns: tuple[str, ...] = ()
    values: tuple[tuple[str, ...], ...] = ()


def sample(data: bytes) -> Sample:
    """What a file begins with.

    Raises what `read_table` and `read_json` raise, and `Invalid` (`columns_twice`,
    `file_of_corrections`, `file_without_rows`).
    """
    if data[:100].removeprefix(_BOM).lstrip()[:1] in (b"{", b"["):
        return Sample(form_of_objects(read_json(io.BytesIO(data))), is_json=True)
    table = read_table(io.BytesIO(data), only=_ROWS)
    columns = tuple(name for name in table.columns if name)
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise Invalid("columns_twice", names=", ".join(twice)[:200])
    if not table.rows and not table.misshapen:
        raise Invalid("file_without_rows")
    if _comes_back(columns):
        raise Invalid("file_of_corrections")
    rows = [row.cells for row in table.rows]
    values = tuple(tuple(_values(rows, name)) for name in columns)
    return Sample(form_of_table(columns), is_json=False, columns=columns, values=values)


def _comes_back(columns: Sequence[str]) -> bool:
    """Whether the table was taken from here: each line says its page and its revision."""
    there = {folded(name) for name in columns}
    return all(there & {folded(one), *map(folded, LABELS[one].values())} for one in _PAGE)


def _values(rows: Iterable[Mapping[str, str]], column: str) -> list[str]:
    found: list[str] = []
    for cells in rows:
        text = cells[column][:_LENGTH]
        if text and text not in found:
            found.append(text)
        if len(found) == VALUES:
            break
    return found
