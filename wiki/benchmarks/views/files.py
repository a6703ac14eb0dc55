"""A benchmark to take away: as CSV, as a workbook of either kind, on paper.

What writes ODS and PDF is loaded when somebody asks for one: it takes as long as the wiki itself.
"""

from __future__ import annotations

import csv as writing
import io
from collections.abc import Iterator

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

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
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Comparatif"))
    sheet.freeze_panes = "B2"
    head = [WriteOnlyCell(sheet, text) for text in _header(found)]
    for one in head:
        one.font = Font(bold=True)
        one.data_type = "s"
    sheet.append(head)
    for row in _rows(found):
        cells: list[object] = []
        for value in row:
            known = _value(value)
            cell = WriteOnlyCell(sheet, known)
            if isinstance(known, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return _file(written.getvalue(), _XLSX, "comparatif.xlsx")


def ods(found: Table) -> Response:
    """The same for LibreOffice."""
    rows = ([_value(one) for one in row] for row in _rows(found))
    workbook = subject.load("views.open_document:workbook")
    return _file(workbook(gettext("Comparatif"), _header(found), rows), _ODS, "comparatif.ods")


def pdf(found: Table) -> Response:
    """The same to print and to hand round."""
    return _file(subject.load("views.paper:pdf")(found), "application/pdf", "comparatif.pdf")


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
