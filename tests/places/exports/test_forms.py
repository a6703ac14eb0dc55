"""A place in the forms that others read: each says what the sheet says, and nothing it does not."""

from __future__ import annotations

import json
import re

import pytest
from data_inclusion.schema.v1 import Structure

from tests.places.exports.described import FULL, described
from wiki.places.exports import data_inclusion, ftl, osm, vcard
from wiki.schema.kinds import core_kinds

KIND = core_kinds()["place"]


def test_a_card_is_one_that_address_books_read() -> None:
    text = vcard.card(described(**FULL), KIND)
    assert text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert text.endswith("END:VCARD\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    whole = text.replace("\r\n ", "").split("\r\n")
    assert "FN:Arrêt Minute" in whole
    assert "ADR:;;3 rue des Écoles;Pomerol;;33500;France" in whole
    assert "GEO:geo:44.931,-0.199" in whole
    assert "TEL;VALUE=uri;TYPE=work:tel:+33557000000" in whole
    assert "NOTE:Un espace partagé\\, ouvert \\; à tous." in whole
    assert "REV:20261126T093000Z" in whole


def test_no_text_makes_a_line_of_a_card() -> None:
    text = vcard.card(described(name="A\nTEL:1\r\nB,;\\"), KIND)
    assert "FN:A\\nTEL:1\\nB\\,\\;\\\\" in text.split("\r\n")


def test_a_structure_is_accepted_by_the_schema_of_data_inclusion() -> None:
    said = data_inclusion.structure(described(**FULL), KIND, "wiki.exemple")
    made = Structure.model_validate(said)
    assert (made.nom, made.code_insee, made.code_postal) == ("Arrêt Minute", "33328", "33500")
    assert made.siret == "73282932000074"
    assert json.loads(made.model_dump_json())["reseaux_porteurs"] == ["fabrique-de-territoire"]
    Structure.model_validate(data_inclusion.structure(described(), KIND, "wiki.exemple"))


@pytest.mark.parametrize(("name", "said"), [("Le Quai.", "Le Quai"), ("A" * 150, "A" * 150)])
def test_a_name_is_as_data_inclusion_asks(name: str, said: str) -> None:
    made = data_inclusion.structure(described(name=name), KIND, "wiki")
    assert made is not None
    assert Structure.model_validate(made).nom == said


def test_a_place_whose_name_is_too_short_is_no_structure() -> None:
    assert data_inclusion.structure(described(name="Z."), KIND, "wiki") is None


def test_an_element_is_as_france_tiers_lieux_keeps_it() -> None:
    said = ftl.element(described(**FULL), KIND)
    assert said["openingDate"] == "01/10/2010"
    assert said["typePlace"] == "coworking,fablab"
    assert said["manageModel"] == "association"
    assert said["address"]["codeInsee"] == "33328"
    assert said["geo"]["latitude"] == "44.931"
    assert said["socialNetwork"] == {"mastodon": "https://social.exemple/@arret"}
    assert said["openingHours"][0]["hours"][1] == {"opens": "14:00", "closes": "18:00"}
    assert said["openingHours"][6] == ""
    assert "photos" not in said


def test_a_node_has_the_tags_of_openstreetmap() -> None:
    document = osm.document([described(**FULL), described()], KIND)
    [node] = document["elements"]  # the second one has the position of its commune
    assert (node["id"], node["lat"], node["lon"]) == (-1, 44.931, -0.199)
    tags = node["tags"]
    assert (tags["amenity"], tags["leisure"]) == ("coworking_space", "hackerspace")
    assert (tags["addr:housenumber"], tags["addr:street"]) == ("3", "rue des Écoles")
    assert tags["addr:city"] == "Pomerol"
    assert "addr:postcode" not in tags
    assert (tags["capacity"], tags["fee"], tags["internet_access"]) == ("7", "yes", "wlan")
    assert all(re.fullmatch(r"[a-z:_A-Z]+", key) for key in tags)


def test_a_closed_place_does_not_look_open() -> None:
    tags = osm.tags(described(status="closed"), KIND)
    assert tags["was:amenity"] == "coworking_space"
    assert not {"amenity", "thirdplace"} & tags.keys()
