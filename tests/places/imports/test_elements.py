"""Places as other maps keep them are read as sheets; what cannot be kept is said."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any, BinaryIO

import pytest

from tests.places.exports.described import FULL, described
from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.exports import ftl, osm
from wiki.places.imports import objects
from wiki.places.imports.elements import read_ftl, read_geojson, read_gogocarto, read_osm
from wiki.places.imports.reading import Reading
from wiki.schema.kinds import core_kinds
from wiki.schema.validation import validated

KIND = core_kinds()["place"]
Reader = Callable[[BinaryIO], Reading]


def read(reader: Reader, said: Any) -> Reading:
    """What a reader finds in this JSON; every sheet is one that its kind takes."""
    found = reader(io.BytesIO(json.dumps(said).encode()))
    for place in found.places:
        _, problems = validated(KIND, place.sheet)
        assert [one for one in problems if one.blocking] == []
    return found


def codes(found: Reading) -> list[tuple[int, str]]:
    """What there is to say."""
    return [(remark.line, remark.code) for remark in found.remarks]


def test_what_was_given_to_france_tiers_lieux_comes_back() -> None:
    found = read(read_ftl, {"results": [ftl.element(described(**FULL), KIND)]})
    [place] = found.places
    values = place.sheet.values
    same = ("name", "tagline", "street", "phone", "website", "holder_name", "management", "socials")
    assert {name: values[name] for name in same} == {
        name: ({"name": "Arrêt Minute"} | FULL)[name] for name in same
    }
    assert (values["families"], values["opened_on"]) == (["coworking", "fablab"], "2010-10")
    assert values["position"] == {"lat": 44.931, "lon": -0.199, "precision": "address"}
    assert values["opening_hours"].startswith("Mo-Fr 09:00-12:00,14:00-18:00")
    assert values["external_ids"] == [{"register": "ftl", "id": "abc123"}]
    assert codes(found) == []


def test_an_element_of_communecter_by_its_key() -> None:
    said = {
        "name": "Kokerboom",
        "typePlace": "coworking,nourricier,inconnu",
        "telephone": {"fixe": ["04 66 00 00 00"]},
        "address": {"addressLocality": "Mende", "postalCode": "48000"},
        "buildingSurfaceArea": "beaucoup",
        "email": "quelquun@exemple.fr",
    }
    found = read(read_ftl, {"entities": {"5f": said}})
    [place] = found.places
    values = place.sheet.values
    assert (place.id, values["commune"], values["phone"]) == ("5f", "48095", "+33466000000")
    assert values["families"] == ["coworking", "food_growing", "other"]
    assert values["families_other"] == "inconnu"
    assert codes(found) == [(1, "column_unread"), (1, "family_unknown"), (1, "value_unread")]
    assert "email" not in json.dumps(place.sheet.to_json())


def test_what_was_given_to_openstreetmap_comes_back() -> None:
    found = read(read_osm, osm.document([described(**FULL)], KIND))
    [place] = found.places
    values = place.sheet.values
    assert values["families"] == ["coworking", "fablab"]
    assert (values["street"], values["siret"]) == ("3 rue des Écoles", "73282932000074")
    assert (values["status"], values["wifi"]) == ("open", True)
    assert place.id == "node/-1"
    unread = {remark.parameters["name"] for remark in found.remarks}
    assert unread == {"capacity", "fee", "source:website"}


def test_a_place_that_closed_is_closed() -> None:
    tags = {"name": "Le Quai", "was:amenity": "coworking_space", "addr:city": "Pomerol"}
    way = {"type": "way", "id": 7, "center": {"lat": 44.93, "lon": -0.2}, "tags": tags}
    [place] = read(read_osm, {"elements": [{"type": "node", "id": 1}, way]}).places
    assert (place.id, place.sheet.values["status"]) == ("way/7", "closed")


def test_an_element_of_gogocarto() -> None:
    said = {
        "id": "9Wz",
        "name": "La Grange",
        "geo": {"latitude": 44.52, "longitude": 3.5},
        "address": {"streetAddress": "1 rue Basse", "addressLocality": "", "postalCode": ""},
        "openHours": {"Mo": "09:00-12:00,14:00-18:00", "Tu": "n’importe quoi"},
        "categories": ["Fablab", "Marché"],
        "description": "Court.",
        "descriptionMore": "Long.",
        "email": "private",
    }
    found = read(read_gogocarto, {"data": [said]})
    [place] = found.places
    values = place.sheet.values
    assert (place.id, values["commune"]) == ("9Wz", "48095")
    assert (values["tagline"], values["purpose"]) == ("Court.", "Long.")
    assert "opening_hours" not in values
    assert codes(found) == [
        (1, "column_unread"),
        (1, "commune_by_position"),
        (1, "family_unknown"),
        (1, "value_unread"),
    ]


def test_features_are_read_by_the_names_of_their_properties() -> None:
    properties = {"Nom": "Le Quai", "families": ["fablab"], "status": "open", "couleur": "bleu"}
    point = {"type": "Point", "coordinates": [-0.2, 44.93]}
    feature = {"type": "Feature", "id": 12, "properties": properties, "geometry": point}
    nowhere = {"type": "Feature", "properties": {"Nom": "Ailleurs"}, "geometry": None}
    found = read(read_geojson, {"type": "FeatureCollection", "features": [feature, nowhere]})
    [place] = found.places
    values = place.sheet.values
    assert (place.id, values["families"], values["position"]["lat"]) == ("12", ["fablab"], 44.93)
    assert found.left == (2,)
    assert (2, "commune_unknown") in codes(found)
    assert (1, "column_unread") in codes(found)


def test_a_place_without_number_has_the_same_one_the_next_time() -> None:
    said = [{"name": "Le Quai", "address": {"codeInsee": "33328"}}] * 2
    first, second = (read(read_ftl, said).places for _ in range(2))
    assert (
        [one.id for one in first]
        == [one.id for one in second]
        == [
            "le quai@33328",
            "le quai@33328#2",
        ]
    )


BAD: dict[str, bytes] = {
    "blank": b"",
    "not json": b"<html>",
    "latin-1": '[{"name": "é"}]'.encode("latin-1"),
    "nan": b'[{"name": NaN}]',
    "deep": b"[" * 100_000,
    "a number": b"12",
    "nothing": b"[]",
    "no list": b'{"type": "FeatureCollection"}',
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("reader", [read_ftl, read_osm, read_geojson, read_gogocarto])
def test_refuses_what_is_no_list_of_places(reader: Reader, name: str) -> None:
    with pytest.raises(Invalid, match=r"file_not_json|file_without_places"):
        reader(io.BytesIO(BAD[name]))


ODD = (
    {"name": 12, "address": "rue", "geo": [], "telephone": {}, "tags": [], "properties": 3},
    {"name": ["a"], "geo": {"latitude": "x", "longitude": {}}, "openHours": [], "id": {}},
    {"tags": {"name": None, "amenity": ["x"]}, "lat": True, "lon": "9" * 400, "type": 7},
    {"properties": {"Nom": {"a": 1}}, "geometry": {"type": "Point", "coordinates": ["a", None]}},
    {"name": "A\0B", "address": {"codeInsee": ["33328"], "postalCode": 33500}},
    {"name": "Le Quai", "socialNetwork": {"a": {}}, "openingHours": [1] * 7, "video": {"a": 1}},
    {"name": "Le Quai", "openingHours": [{"hours": 5}] * 7},
)


@pytest.mark.parametrize("reader", [read_ftl, read_osm, read_geojson, read_gogocarto])
def test_any_object_is_read_or_left(reader: Reader) -> None:
    found = read(reader, list(ODD))
    assert len(found.places) + len(found.left) <= len(ODD)


def test_what_no_database_takes_is_left() -> None:
    said = {"id": "7\0\ud800", "name": "Le Quai", "address": {"codeInsee": "33063"}}
    assert [place.id for place in read(read_ftl, [said]).places] == ["7"]


def test_refuses_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "LARGEST", 10)
    with pytest.raises(TooMuch, match="file_too_large"):
        read_ftl(io.BytesIO(b"[" + b" " * 20 + b"]"))
