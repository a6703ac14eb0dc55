"""A benchmark to take away: as CSV, as a workbook of either kind, on paper.

What writes workbooks and PDF is loaded when somebody asks for one: it takes as long as the wiki
itself.
"""

from __future__ import annotations

import csv as writing
import io
from collections.abc import Iterator

from flask import Response

from wiki.benchmarks import subject
from wiki.benchmarks.views.table import Cell, Table
from wiki.places.exports.columns import neutral
from wiki.web.language import gettext
from wiki.web.outside import outside

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(found: Table) -> Response:
    """A line for each place; gaps are said in words, as on the screen."""
    text = io.StringIO()
    writer = writing.writer(text)
    writer.writerow(map(neutral, _header(found)))
    for row in _rows(found):
        writer.writerow([neutral(_text(one)) for one in row])
    # With a mark at its beginning, spreadsheets read it as UTF-8.
    return _file(f"\ufeff{text.getvalue()}", "text/csv; charset=utf-8", "comparatif.csv")


def xlsx(found: Table) -> Response:
    """The same, numbers as numbers; a text is a text, whatever it begins with."""
    workbook = subject.load("views.workbook:workbook")
    return _file(workbook(*_sheet(found)), _XLSX, "comparatif.xlsx")


def ods(found: Table) -> Response:
    """The same for LibreOffice."""
    workbook = subject.load("views.open_document:workbook")
    return _file(workbook(*_sheet(found)), _ODS, "comparatif.ods")


def pdf(found: Table) -> Response:
    """The same to print and to hand round."""
    return _file(subject.load("views.paper:pdf")(found), "application/pdf", "comparatif.pdf")


def _sheet(found: Table) -> tuple[str, list[str], Iterator[list[str | float]]]:
    """The name of a sheet, its header, its rows."""
    rows = ([_value(one) for one in row] for row in _rows(found))
    return gettext("Comparatif"), _header(found), rows


def _header(found: Table) -> list[str]:
    names = [f"{one.label} ({one.unit})" if one.unit else one.label for one in found.header]
    return [gettext("Lieu"), *names, gettext("Version"), gettext("Adresse")]


def _rows(found: Table) -> Iterator[list[str | int | Cell]]:
    for line in found.lines:
        yield [line.name, *line.cells, line.revision, outside(line.url)]


def _value(one: str | int | Cell) -> str | float:
    if isinstance(one, Cell):
        return one.text if one.figure.value is None else round(one.figure.value, 4)
    return one


def _text(one: str | int | Cell) -> str:
    return str(_value(one))


def _file(data: str | bytes, media_type: str, name: str) -> Response:
    response = Response(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
