"""A table whose columns a person says one by one."""

from __future__ import annotations

import io

import pytest

from wiki.kernel.errors import Invalid
from wiki.places.imports import mapping
from wiki.places.imports.reading import Reading
from wiki.places.imports.table import read_table
from wiki.places.imports.tables import TABLE

FRENCH = ("Intitulé", "Ville", "CP", "Services proposés", "Date d’ouverture", "Notes internes")
ENGLISH = ("Place name", "City", "Zip code", "Lat", "Lng", "Opening hours", "Website")


def read(text: str, columns: dict[str, str], separator: str = "pipe") -> Reading:
    """The places of a table of these columns."""
    return mapping.read_mapped(read_table(io.BytesIO(text.encode())), columns, separator, TABLE)


def test_the_words_of_headers_say_fields_in_two_languages() -> None:
    assert mapping.proposed(FRENCH) == {
        "Intitulé": "name",
        "Ville": "commune",
        "CP": "postcode",
        "Services proposés": "services",
        "Date d’ouverture": "opened_on",
        "Notes internes": "",
    }
    said = mapping.proposed(("Name", *ENGLISH[1:]))
    assert list(said.values()) == [
        *("name", "commune", "postcode", "lat", "lon", "opening_hours", "website"),
    ]


def test_no_two_columns_are_proposed_the_same() -> None:
    assert mapping.proposed(("Ville", "Commune", "Localité")) == {
        "Ville": "commune",
        "Commune": "",
        "Localité": "",
    }


def test_the_names_that_other_formats_give_to_fields_are_known() -> None:
    said = mapping.proposed(("presentation_resume", "manageModel", "opening_hours", "siret"))
    assert list(said.values()) == ["tagline", "management", "opening_hours", "siret"]


def test_columns_are_read_as_a_person_said_and_no_other() -> None:
    found = read(
        "a,b,c,d\nLe Quai,33328,Formation;Café et restauration,secret\n",
        {"a": "name", "b": "commune", "c": "services", "d": ""},
        "semicolon",
    )
    [place] = found.places
    assert place.sheet.values["name"] == "Le Quai"
    assert place.sheet.values["commune"] == "33328"
    assert "training" in place.sheet.values["services"]
    assert "column_unread" not in {remark.code for remark in found.remarks}
    assert "secret" not in str(place.sheet.values)


def test_lines_that_are_no_place_are_left_with_a_reason() -> None:
    found = read("a,b\n,33328\nLe Quai,Nulle Part\nx\n", {"a": "name", "b": "commune"})
    assert found.places == ()
    assert found.left == (2, 3, 4)


def test_what_stands_between_values_is_seen_in_the_cells_of_lists() -> None:
    said = {"a": "name", "b": "services"}
    values = {"a": ("x, y, z",), "b": ("Formation / Café", "Café / Ateliers")}
    assert mapping.separator_of(said, values) == "slash"


def test_a_mapping_that_was_kept_fits_columns_called_alike() -> None:
    kept = {"Nom du lieu": "name", "VILLE": "commune", "Parti": "gone"}
    columns = ("nom du lieu", "Ville", "Parti", "Autre")
    assert list(mapping.fitted(kept, columns).values()) == ["name", "commune", "", ""]
    assert mapping.key_of(("Nom du lieu", "VILLE")) == mapping.key_of(("ville", "nom du lieu"))


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"a": "name", "b": ""}, "meaning_missing"),
        ({"a": "commune", "b": ""}, "meaning_missing"),
        ({"a": "name", "b": "lat"}, "meaning_missing"),
        ({"a": "name", "b": "name", "c": "commune"}, "meaning_twice"),
        ({"a": "name", "b": "commune", "c": "external_ids"}, "meaning_unknown"),
    ],
)
def test_refuses_a_mapping_that_gives_no_place(columns: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        mapping.judged(columns)


def test_a_name_and_a_position_are_enough() -> None:
    mapping.judged({"a": "name", "b": "lat", "c": "lon"})
