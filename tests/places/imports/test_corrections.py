"""A table that comes back: only what its cells say anew counts, in codes or in words."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.places.exports.described import FULL, described
from wiki.kernel.errors import Invalid
from wiki.places.exports import workbook
from wiki.places.imports.corrections import (
    Columns,
    changed,
    named,
    read_corrections,
    rows_corrected,
    sheet_names,
)
from wiki.places.imports.table import read_table, read_tables
from wiki.places.views import spreadsheet
from wiki.schema.cells import fields_of_rows, with_cells
from wiki.schema.kinds import core_kinds

KIND = core_kinds()["place"]


def as_csv(*places: Any) -> bytes:
    """The places as the wiki gives them in CSV."""
    lines = spreadsheet.lines(places, KIND)
    return "".join(spreadsheet.written(spreadsheet.columns(KIND), lines)).encode("utf-8-sig")


def as_workbook(*places: Any, language: str = "fr") -> bytes:
    """The places as the wiki gives them in a workbook."""
    return workbook.workbook(places, KIND, language, "Lieux")


def changes(data: bytes, place: Any, **cells: str) -> dict[str, str]:
    """What a file says anew of a place, once some of its cells, by header, were changed."""
    table = read_table(io.BytesIO(data))
    read = read_corrections(table, KIND)
    assert read.unread == ()
    [line] = read.lines
    assert (line.uid, line.revision) == (place.uid, place.revision)
    return changed(place.sheet, {**line.cells, **cells}, Columns(KIND))


TRICKY = {**FULL, "name": "=1+1", "tagline": "'@SUM(A1)", "house_rules": "Un\n- deux"}


@pytest.mark.parametrize("said", [FULL, TRICKY, {}])
def test_a_file_that_comes_back_as_it_went_changes_nothing(said: dict[str, Any]) -> None:
    place = described(**said)
    assert changes(as_csv(place), place) == {}
    for language in ("fr", "en"):
        assert changes(as_workbook(place, language=language), place) == {}


def test_what_is_said_otherwise_is_not_said_anew() -> None:
    place = described(**FULL)
    same = {"opened_on": "octobre 2010", "seats.permanent.count": "5,0", "wifi": "OUI"}
    assert changes(as_csv(place), place, **same) == {}


def test_what_is_said_anew_is_kept_as_it_was_typed() -> None:
    place = described(**FULL)
    anew = {"status": "Fermé", "phone": "", "seats.permanent.count": "6"}
    assert changes(as_csv(place), place, **anew) == anew


def test_the_headers_are_found_in_any_language() -> None:
    headers = ["Nom", "seats.permanent.count", "Identifier (keep it)", "Postes : Permanents", "?"]
    assert list(named(headers, KIND).values()) == [
        "name",
        "seats.permanent.count",
        "uid",
        "seats.permanent.count",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nom,Téléphone\nA,B\n", "columns_of_pages_missing"),
        ("uid,revision,name,Nom\na,1,b,c\n", "columns_twice"),
        ("uid,revision,name,name\na,1,b,c\n", "columns_twice"),
    ],
)
def test_refuses_a_table_that_does_not_say_what_it_is_of(text: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        read_corrections(read_table(io.BytesIO(text.encode())), KIND)


@pytest.mark.parametrize("text", ["", "x", "-1", "²", "9" * 30, "1.5"])
def test_a_revision_that_is_none_is_zero(text: str) -> None:
    read = read_corrections(read_table(io.BytesIO(f"uid,revision\na,{text}\n".encode())), KIND)
    assert read.lines[0].revision == 0


ROWS: dict[str, Any] = {
    **FULL,
    "spaces": [{"kind": "open_space", "name": "Salle, du / haut", "count": 2, "desks_each": 4}],
    "funding": [{"year": 2011, "funder": "=Région", "amount": {"cents": 5_428_000}}],
}


def rows_changed(place: Any, edit: Any = None, language: str = "fr") -> dict[str, str]:
    """What a workbook says anew of a place, once somebody has edited it."""
    book = load_workbook(io.BytesIO(as_workbook(place, language=language)))
    if edit:
        edit(book)
    written = io.BytesIO()
    book.save(written)
    data = written.getvalue()
    wanted = {name for field in fields_of_rows(KIND) for name in sheet_names(field)}
    table, parts = read_tables(io.BytesIO(data), wanted)
    [line] = rows_corrected(read_corrections(table, KIND), parts, KIND).lines
    return changed(place.sheet, line.cells, Columns(KIND))


def sheet_after(place: Any, edit: Any) -> dict[str, Any]:
    said = rows_changed(place, edit)
    return dict(with_cells(place.sheet, Columns(KIND).of(said)).values)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rows_of_their_own_sheet_that_come_back_as_they_went_change_nothing(language: str) -> None:
    assert rows_changed(described(**ROWS), language=language) == {}


def test_a_price_is_changed_a_row_added_and_another_emptied_away() -> None:
    def edit(book: Any) -> None:
        prices = book["Offres"]
        header = [cell.value for cell in prices[1]]
        prices.cell(2, header.index("Prix (cents)") + 1).value = 1400
        prices.append([cell.value for cell in prices[2]])
        prices.cell(3, header.index("Pour") + 1).value = "month"
        prices.cell(3, header.index("Prix (cents)") + 1).value = 20000
        spaces = book["Espaces"]
        for name in ("Nombre", "Bureaux dans chacun"):
            spaces.cell(2, [cell.value for cell in spaces[1]].index(name) + 1).value = None

    place = described(**ROWS)
    values = sheet_after(place, edit)
    assert [(one["unit"], one["price"]) for one in values["offers"]] == [
        ("day", {"cents": 1400, "tax": "incl"}),
        ("month", {"cents": 20000, "tax": "incl"}),
    ]
    assert "spaces" not in values
    assert values["funding"] == ROWS["funding"]


def test_refuses_rows_that_do_not_say_of_which_page_they_are() -> None:
    def edit(book: Any) -> None:
        book["Offres"].delete_cols(2)

    with pytest.raises(Invalid, match="columns_of_pages_missing"):
        rows_changed(described(**ROWS), edit)


def test_two_lines_of_one_page_stay_two() -> None:
    text = b"uid,revision\na,1\na,1\n"
    read = read_corrections(read_table(io.BytesIO(text)), KIND)
    assert [one.line for one in rows_corrected(read, {}, KIND).lines] == [2, 3]
