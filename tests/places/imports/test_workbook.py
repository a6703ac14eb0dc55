"""A workbook is read as rows; one that is made to fill the memory is refused unread."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports import parts, rows, sheets, workbook
from wiki.places.imports.table import read_table, read_tables

SHEET = "xl/worksheets/sheet1.xml"
SHEET_OF = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)


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


def with_strings(sheet: bytes, strings: bytes) -> bytes:
    """A workbook whose cells share texts."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = with_part(workbook_of(["a"]), SHEET, sheet)
    parts = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "/xl/t.xml"}
    said = (f'<Relationship Id="{n}" Type="{kind}/{n}" Target="{at}"/>' for n, at in parts.items())
    relations = f"<Relationships>{''.join(said)}</Relationships>"
    data = with_part(data, "xl/_rels/workbook.xml.rels", relations.encode())
    data = with_part(
        data, "xl/workbook.xml", b'<workbook><sheet name="a" r:id="worksheet"/></workbook>'
    )
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("xl/t.xml", strings)
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


@pytest.mark.parametrize(
    ("form", "days", "text"),
    [
        ('[$-40C]d" mai "yyyy', 40_452.0, "2010-10-01"),
        ("dd/mm/yyyy", 1.0, "1900-01-01"),
        ("dd/mm/yyyy", 9e9, "#VALUE!"),
        ("[h]:mm", 1.5, "36:00:00"),
        ("mmmm yyyy", 40_466.25, "2010-10"),
        ('0.0" h"', 7.5, "7.5"),
        ("[Red]#,##0\\ _d", 7.0, "7"),
    ],
)
def test_a_number_is_a_date_by_its_form(form: str, days: float, text: str) -> None:
    book = Workbook()
    book.active.append(["Dit"])
    book.active.append([days])
    book.active["A2"].number_format = form
    written = io.BytesIO()
    book.save(written)
    assert read_table(io.BytesIO(written.getvalue())).rows[0].cells["Dit"] == text


def test_days_may_be_counted_from_1904() -> None:
    data = workbook_of(["Dit"], [datetime.fromisoformat("2010-10-01")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml")
    assert b"<workbookPr/>" in book
    data = with_part(
        data, "xl/workbook.xml", book.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    )
    assert read_table(io.BytesIO(data)).rows[0].cells["Dit"] == "2014-10-02"


def test_texts_in_pieces_and_prefixed_elements_are_read() -> None:
    said = (
        b'<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is>'
        b"<x:r><x:t>Arr</x:t></x:r><x:r><x:t>\xc3\xaat </x:t></x:r><x:rPh><x:t>!</x:t></x:rPh>"
        b'</x:is></x:c><x:c r="C1" t="str"><x:f>1</x:f><x:v>b</x:v></x:c></x:row>'
        b'<x:row><x:c r="C2" t="b"><x:v>0</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    table = read_table(io.BytesIO(with_part(workbook_of(["a"]), SHEET, said)))
    assert (table.columns, table.rows, table.misshapen) == (("Arrêt", "", "b"), (), (2,))


def test_texts_that_cells_share_are_found_by_their_numbers() -> None:
    rows = "".join(
        f'<row r="{n + 1}"><c t="s"><v>{n}</v></c><c t="s"><v>0</v></c></row>' for n in range(200)
    )
    strings = "".join(f"<si><r><t>n </t></r><r><t>{n} _x005F_x</t></r></si>" for n in range(200))
    data = with_strings(SHEET_OF % rows.encode(), f"<sst>{strings}</sst>".encode())
    table = read_table(io.BytesIO(data), only=150)
    assert table.columns == ("n 0 _x", "n 0 _x")
    assert [row.text for row in table.rows] == [f"n {n} _x\0n 0 _x" for n in range(1, 151)]


def test_other_sheets_are_read_by_their_names_and_the_book_is_opened_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = Workbook()
    for name in ("Offres", "Autre"):
        book.create_sheet(name).append([name])
    book.active.append(["Nom"])
    written = io.BytesIO()
    book.save(written)
    opened: list[bytes] = []

    class Counted(parts.Parts):
        def __init__(self, data: bytes) -> None:
            opened.append(data)
            super().__init__(data)

    monkeypatch.setattr(workbook, "Parts", Counted)
    table, others = read_tables(io.BytesIO(written.getvalue()), {"Offres", "Sheet", "Absente"})
    assert (table.columns, {name: one.columns for name, one in others.items()}) == (
        *(("Nom",), {"Offres": ("Offres",)}),
    )
    assert len(opened) == 1


def test_a_cell_beyond_the_columns_is_said() -> None:
    data = workbook_of(["Nom"], ["Arrêt Minute", "", "perdu"])
    table = read_table(io.BytesIO(data))
    assert (table.rows, table.misshapen) == ((), (2,))


BILLION = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
_ROW = b'<row r="%s"><c><v>7</v></c></row>'
DAMAGED = (
    with_part(workbook_of(["a"]), SHEET, BILLION),
    with_part(workbook_of(["a"]), SHEET, b"<worksheet"),
    with_part(workbook_of(["a"]), "xl/workbook.xml", b"<workbook/>"),
    with_part(workbook_of(["a"]), "xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    with_strings(SHEET_OF % (b'<row r="1"><c t="s"><v>1</v></c></row>'), b"<sst><si/></sst>"),
    with_part(workbook_of(["a"]), SHEET, SHEET_OF % (_ROW % b"2" + _ROW % b"1")),
    with_part(
        workbook_of(["a"]),
        SHEET,
        b"<worksheet a" + random.Random(1).randbytes(1_000_000).hex().encode(),
    ),
    workbook_of(["a"])[:-200] + b"\0" * 100,
)


@pytest.mark.parametrize("number", range(len(DAMAGED)))
def test_refuses_a_workbook_that_cannot_be_read(number: int) -> None:
    with pytest.raises(Invalid, match=r"workbook_unreadable|archive_unreadable"):
        read_table(io.BytesIO(DAMAGED[number]))


def test_refuses_a_bomb_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the workbook was read")

    monkeypatch.setattr(parts.Parts, "walked", never)
    bomb = with_part(workbook_of(["a"]), SHEET, b"0" * 5_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(TooMuch, match="file_too_large"):
        read_table(io.BytesIO(bomb))


def test_refuses_what_grows_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook_of(["a"], *[["x" * 1_000]] * 20)
    monkeypatch.setattr(rows, "MOST_SIGNS", 20_000)
    assert len(read_table(io.BytesIO(data)).rows) == 20
    monkeypatch.setattr(rows, "MOST_SIGNS", 19_999)
    with pytest.raises(TooMuch, match="file_too_large"):
        read_table(io.BytesIO(data))
    monkeypatch.setattr(parts, "MOST_MARKS", 50)
    with pytest.raises(TooMuch, match="file_too_large"):
        read_table(io.BytesIO(workbook_of(["a"], *[[n] for n in range(50)])))


def test_refuses_a_workbook_without_a_name_of_column() -> None:
    with pytest.raises(Invalid, match="file_not_table"):
        read_table(io.BytesIO(workbook_of([])))


def test_refuses_too_many_rows() -> None:
    for last in (["3"], ["3", "", "perdu"]):
        with pytest.raises(TooMuch, match="too_many_rows"):
            read_table(io.BytesIO(workbook_of(["a"], ["1"], ["2", "", "perdu"], last)), most=2)


def test_refuses_too_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 2)
    assert read_table(io.BytesIO(workbook_of(["a", "b"]))).columns == ("a", "b")
    with pytest.raises(TooMuch, match="too_many_columns"):
        read_table(io.BytesIO(workbook_of(["a", "b", "c"])))


def test_a_line_beyond_the_last_one_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LAST", 50)
    for number in (b"50", b"2000000000", b"1e30"):
        named = b'<row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>'
        far = b'<row r="' + number + b'"><c><v>7</v></c></row>'
        data = with_part(workbook_of(["a"]), SHEET, SHEET_OF % (named + far))
        found = [(row.line, row.cells["a"]) for row in read_table(io.BytesIO(data)).rows]
        assert found == ([(50, "7")] if number == b"50" else [])
