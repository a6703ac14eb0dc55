"""Places say where they come from, and keep the numbers of their own file apart."""

from __future__ import annotations

from tests.sheets.places import place
from wiki.places.imports.reading import Found
from wiki.places.imports.records import Origin
from wiki.places.imports.signed import Credit, signed

ANY = Origin("other", "Tableau")
CREDIT = Credit("Conseil départemental", "https://exemple.fr", "lo", "2024-05-02")


def found(number: str, **values: object) -> Found:
    """A place of a file."""
    return Found(2, number, "Le Quai", place(name="Le Quai", **values))


def test_each_value_has_its_source_and_the_sheet_its_licence() -> None:
    sheet = signed(found("1"), CREDIT, ANY).sheet
    source = {"text": CREDIT.name, "url": CREDIT.url, "checked": CREDIT.day}
    assert sheet.sources["name"] == sheet.sources["commune"] == source
    assert (sheet.values["data_source"], sheet.values["data_licence"]) == (CREDIT.name, "lo")
    assert not {"external_ids", "data_source", "data_licence"} & sheet.sources.keys()


def test_what_the_file_does_not_say_has_no_source() -> None:
    sheet = signed(found("1", families_other="Non précisée"), Credit("x"), ANY).sheet
    assert "families" not in sheet.sources
    assert sheet.sources["name"] == {"text": "x"}


def test_two_files_may_number_their_places_alike() -> None:
    one, two = (signed(found("1"), Credit(name), ANY) for name in ("Une liste", "Autre liste"))
    assert one.id != two.id
    assert one.sheet.values["external_ids"] == [{"register": "other", "id": one.id}]
    assert signed(found("1"), Credit("UNE  liste"), ANY).id == one.id
    long = [signed(found("9" * 200 + end), Credit("Liste"), ANY).id for end in "ab"]
    assert long[0] != long[1]
    assert len(long[0]) <= 200


def test_numbers_of_a_register_stay() -> None:
    ids = [{"register": "cget", "id": "7"}]
    one = signed(found("7", external_ids=ids), CREDIT, Origin("cget", "CGET"))
    assert (one.id, one.sheet.values["external_ids"]) == ("7", ids)


def test_the_own_source_of_a_place_stays() -> None:
    assert signed(found("1", data_source="Hinaura"), CREDIT, ANY).sheet.values["data_source"] == (
        "Hinaura"
    )
    sheet = signed(found("1", data_source="Tableau"), CREDIT, ANY).sheet
    assert sheet.values["data_source"] == CREDIT.name
