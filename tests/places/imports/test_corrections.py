"""A table that comes back: only what its cells say anew counts, in codes or in words."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.places.exports.described import FULL, described
from wiki.kernel.errors import Invalid
from wiki.places.exports import workbook
from wiki.places.imports.corrections import (
    changed,
    columns_by_name,
    named,
    read_corrections,
)
from wiki.places.imports.table import read_table
from wiki.places.views import spreadsheet
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
    return changed(place.sheet, {**line.cells, **cells}, columns_by_name(KIND))


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
