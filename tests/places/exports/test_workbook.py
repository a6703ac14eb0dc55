"""A workbook of places, as a spreadsheet reads it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.places.exports.described import FULL, described
from wiki.kernel.errors import TooMuch
from wiki.places.exports import workbook
from wiki.schema.kinds import core_kinds

KIND = core_kinds()["place"]


def cells(*places: Any, language: str = "fr") -> list[dict[str, Any]]:
    """The lines of a workbook, by the names of its columns, each cell as it is kept."""
    made = workbook.workbook(places, KIND, language, "Lieux")
    [header, *lines] = load_workbook(io.BytesIO(made)).active.iter_rows()
    return [dict(zip([one.value for one in header], line, strict=True)) for line in lines]


def test_people_read_words() -> None:
    [line] = cells(described(**FULL))
    assert line["Page"].value == "Arrêt Minute"
    assert line["Version (à garder)"].value == "3"
    assert line["État"].value == "Ouvert"
    assert line["Ouvert depuis"].value == "10/2010"
    assert line["Postes : Permanents"].value == 5
    assert line["Wi-Fi"].value == "oui"
    assert cells(described(**FULL), language="en")[0]["Wi-Fi"].value == "yes"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1+1", "@SUM(A1)", "-1+1"])
def test_no_text_is_a_formula(text: str) -> None:
    [line] = cells(described(name=text, tagline=text))
    assert (line["Nom"].value, line["Nom"].data_type) == (text, "s")
    assert line["Présentation courte"].data_type == "s"


def test_a_sign_that_no_workbook_holds_is_left_out() -> None:
    assert cells(described(name="A\x01B"))[0]["Nom"].value == "AB"


def test_refuses_more_places_than_one_fills_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_IN_WORKBOOK", 1)
    with pytest.raises(TooMuch, match="places_too_many"):
        cells(described(), described())
