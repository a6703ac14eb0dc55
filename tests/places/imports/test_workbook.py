"""A workbook is read as rows; one that is made to fill the memory is refused unread."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports import rows, workbook
from wiki.places.imports.table import read_table


def workbook_of(*lines: list[Any], form: str = "") -> bytes:
    """A workbook of these lines; `form` is that of its dates."""
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for row in book.active.iter_rows():
        for cell in row:
            if form and isinstance(cell.value, datetime):
                cell.number_format = form
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with another content of one of its parts."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return written.getvalue()


def test_cells_are_read_as_texts() -> None:
    data = workbook_of(["Nom", "Postes", "Wi-Fi"], ["Arrêt Minute", 5.0, True], [], ["Quai"])
    table = read_table(io.BytesIO(data))
    assert table.columns == ("Nom", "Postes", "Wi-Fi")
    assert [(row.line, list(row.cells.values())) for row in table.rows] == [
        (2, ["Arrêt Minute", "5", "true"]),
        (4, ["Quai", "", ""]),
    ]


@pytest.mark.parametrize(
    ("form", "text"), [("dd/mm/yyyy", "2010-10-01"), ("mm/yyyy", "2010-10"), ("yyyy", "2010")]
)
def test_a_date_is_as_precise_as_it_is_shown(form: str, text: str) -> None:
    data = workbook_of(["Ouvert depuis"], [datetime.fromisoformat("2010-10-01")], form=form)
    assert read_table(io.BytesIO(data)).rows[0].cells["Ouvert depuis"] == text


def test_a_cell_beyond_the_columns_is_said() -> None:
    data = workbook_of(["Nom"], ["Arrêt Minute", "", "perdu"])
    table = read_table(io.BytesIO(data))
    assert (table.rows, table.misshapen) == ((), (2,))


SHEET = "xl/worksheets/sheet1.xml"
BILLION = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
SHEET_OF = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
DAMAGED = (
    with_part(workbook_of(["a"]), SHEET, BILLION),
    with_part(workbook_of(["a"]), SHEET, b"<worksheet"),
    with_part(workbook_of(["a"]), "xl/workbook.xml", b"<workbook/>"),
    with_part(workbook_of(["a"]), "[Content_Types].xml", b""),
    workbook_of(["a"])[:-200] + b"\0" * 100,
)


@pytest.mark.parametrize("number", range(len(DAMAGED)))
def test_refuses_a_workbook_that_cannot_be_read(number: int) -> None:
    with pytest.raises(Invalid, match=r"workbook_unreadable|archive_unreadable"):
        read_table(io.BytesIO(DAMAGED[number]))


def test_refuses_a_bomb_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the workbook was read")

    monkeypatch.setattr(workbook, "load_workbook", never)
    bomb = with_part(workbook_of(["a"]), SHEET, b"0" * 5_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(TooMuch, match="file_too_large"):
        read_table(io.BytesIO(bomb))


def test_refuses_a_workbook_without_a_name_of_column() -> None:
    with pytest.raises(Invalid, match="file_not_table"):
        read_table(io.BytesIO(workbook_of([])))


def test_refuses_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    for last in (["3"], ["3", "", "perdu"]):
        with pytest.raises(TooMuch, match="too_many_rows"):
            read_table(io.BytesIO(workbook_of(["a"], ["1"], ["2", "", "perdu"], last)))


def test_refuses_too_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 2)
    assert read_table(io.BytesIO(workbook_of(["a", "b"]))).columns == ("a", "b")
    with pytest.raises(TooMuch, match="too_many_columns"):
        read_table(io.BytesIO(workbook_of(["a", "b", "c"])))


def test_a_line_beyond_the_last_one_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_LAST", 50)
    for number in (b"50", b"2000000000", b"1e30"):
        named = b'<row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>'
        far = b'<row r="' + number + b'"><c><v>7</v></c></row>'
        data = with_part(workbook_of(["a"]), SHEET, SHEET_OF % (named + far))
        found = [(row.line, row.cells["a"]) for row in read_table(io.BytesIO(data)).rows]
        assert found == ([(50, "7")] if number == b"50" else [])
