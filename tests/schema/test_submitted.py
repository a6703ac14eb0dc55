"""A sheet goes into a form and comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.schema.sheets import PLACE, place
from wiki.schema import Sheet, validated
from wiki.schema.submitted import form_of, submitted

FULL: dict[str, Any] = {
    "name": "Le Moulin",
    "families": ["coworking", "fablab"],
    "networks": ["Réseau des lieux, en Gironde"],
    "commune": "33328",
    "opened_on": "2010-10",
    "wifi": False,
    "surface_built": 120.5,
    "position": {"lat": 44.931, "lon": -0.2, "precision": "pin"},
    "offers": [
        {"formula": "day", "price": {"cents": 1250, "tax": "incl"}, "valid_from": "2012"},
        {"formula": "membership", "price": {"cents": 0}},
    ],
    "funding": [{"funder": "Région", "documents": ["Délibération", "Annexe"]}],
}


def test_a_sheet_comes_back_from_its_form() -> None:
    source = {"text": "Affiche", "url": "https://a.example", "checked": "2026-11-26", "by": "m1"}
    sheet = replace(place(**FULL), not_concerned=frozenset({"phone"}), sources={"name": source})
    form = form_of(PLACE, sheet)
    assert form["field-offers-0-price"] == ["12,5"]
    assert form["field-offers-0-price-tax"] == ["incl"]
    assert form["field-opened_on"] == ["10/2010"]
    assert form["field-position-lat"] == ["44,931"]
    assert form["source-name-checked"] == ["26/11/2026"]
    assert submitted(PLACE, form, before=sheet) == sheet


def test_rows_come_in_the_order_of_their_numbers_with_gaps() -> None:
    form = {
        "field-seats-10-kind": ["training"],
        "field-seats-10-count": ["1"],
        "field-seats-2-kind": ["permanent"],
        "field-seats-2-count": ["5"],
        "field-seats-3-count": [" "],
    }
    assert submitted(PLACE, form).values == {
        "seats": [{"kind": "permanent", "count": 5}, {"kind": "training", "count": 1}]
    }


def test_what_cannot_be_read_stays_as_typed_and_is_said() -> None:
    form = {
        "field-nearest_station_min": ["une heure"],
        "field-seats-0-kind": ["permanent"],
        "field-seats-0-count": ["cinq"],
        "field-position-lat": ["nord"],
    }
    sheet = submitted(PLACE, form)
    assert sheet.values["nearest_station_min"] == "une heure"
    codes = {one.path: one.code for one in validated(PLACE, sheet)[1] if one.code != "required"}
    assert codes == {
        "nearest_station_min": "not_integer",
        "seats/0/count": "not_integer",
        "position": "not_point",
    }
    assert form_of(PLACE, sheet)["field-seats-0-count"] == ["cinq"]


def test_a_blank_field_becomes_unknown() -> None:
    before = place(parking="Devant", seats=[{"kind": "permanent", "count": 5}])
    assert submitted(PLACE, {"field-parking": [""]}, before=before) == Sheet("place")


def test_what_the_form_did_not_show_stays() -> None:
    before = replace(
        place(parking="Devant", colour="red"),
        not_concerned=frozenset({"phone", "siret"}),
        sources={"parking": {"text": "Affiche"}, "name": {"text": "Affiche"}},
    )
    form = {"field-name": ["La Filature"], "not_concerned": ["street", "rna"]}
    after = submitted(PLACE, form, before=before, shown={"name", "phone", "street"})
    assert after.values == {**before.values, "name": "La Filature"}
    assert after.not_concerned == {"siret", "street"}
    assert after.sources == {"parking": {"text": "Affiche"}}


def test_a_form_does_not_say_who_checked() -> None:
    form = {
        "field-name": ["Le Moulin"],
        "source-name-text": ["Affiche"],
        "source-name-checked": ["26/11/2026"],
        "source-name-by": ["mallory"],
    }
    assert submitted(PLACE, form).sources == {"name": {"text": "Affiche", "checked": "2026-11-26"}}


def test_a_hidden_field_is_not_read_from_a_form() -> None:
    kind = replace(PLACE, fields=tuple(replace(f, hidden=f.id == "parking") for f in PLACE.fields))
    before = place(parking="Devant")
    assert submitted(kind, {"field-parking": ["Non"]}, before=before).values == {
        "parking": "Devant"
    }


def test_what_rows_say_in_columns_that_are_gone_comes_back() -> None:
    rows = [{"kind": "permanent", "count": 5, "mood": {"a": ["b"]}}, {"mood": "calm"}]
    form = form_of(PLACE, place(seats=rows))
    assert submitted(PLACE, form).values["seats"] == rows
    for text in ("", "{", "[1]", "[" * 100_000, '{"kind": "training"}'):
        form["field-seats-0-_gone"] = [text]
        assert submitted(PLACE, form).values["seats"][0] == {"kind": "permanent", "count": 5}
