"""A table as a workbook of LibreOffice (ODS)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from odfdo import Cell, Document, Row, Style, Table


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """A workbook of one sheet. A text is said to be one, so that no formula is read in it."""
    book = Document("spreadsheet")
    book.body.clear()
    book.insert_style(Style("table-cell", name="bold", area="text", bold=True), automatic=True)
    sheet = Table(name)
    sheet.append_row(_row(header, style="bold"), clone=False)
    for row in rows:
        sheet.append_row(_row(row), clone=False)
    book.body.append(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _row(values: Iterable[str | float], style: str | None = None) -> Row:
    row = Row()
    for value in values:
        of = "string" if isinstance(value, str) else "float"
        row.append_cell(Cell(value, cell_type=of, style=style), clone=False)
    return row
