"""Places in tables that others keep, by the names of their columns."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import BinaryIO

import pytest

from tests.places.exports.described import FULL, described
from wiki.kernel.errors import Invalid, TooMuch
from wiki.places.imports.forms import FORMS
from wiki.places.imports.reading import Reading
from wiki.places.imports.tables import read_any, read_mednum, read_nouvelle_aquitaine
from wiki.places.views import mediation, spreadsheet
from wiki.schema.kinds import core_kinds
from wiki.schema.validation import validated

KIND = core_kinds()["place"]


def read(reader: Callable[[BinaryIO], Reading], *lines: str) -> Reading:
    """What a reader finds in a table; every sheet is one that its kind takes."""
    found = reader(io.BytesIO("\n".join((*lines, "")).encode()))
    for place in found.places:
        _, problems = validated(KIND, place.sheet)
        assert [one for one in problems if one.blocking] == []
    return found


def codes(found: Reading) -> list[tuple[int, str]]:
    """What there is to say."""
    return [(remark.line, remark.code) for remark in found.remarks]


def test_what_was_given_to_digital_mediation_comes_back() -> None:
    line = mediation.line(described(**FULL), KIND)
    assert line is not None
    table = "".join(spreadsheet.written(mediation.COLUMNS, [line]))
    found = read_mednum(io.BytesIO(table.encode()))
    [place] = found.places
    values = place.sheet.values
    same = ("tagline", "street", "phone", "website", "siret", "opening_hours", "holder_name")
    assert {name: values[name] for name in same} == {name: FULL[name] for name in same}
    assert (place.id, values["commune"], values["postcode"]) == ("abc123", "33328", "33500")
    assert values["labels"] == ["fabrique_de_territoire"]
    assert values["families"] == ["fablab", "other"]  # « tiers-lieux » there says no family
    assert {code for _, code in codes(found)} == {"column_unread", "family_unknown"}


def test_the_table_of_the_region() -> None:
    found = read(
        read_nouvelle_aquitaine,
        "code_officiel,type_code_officiel,nom,numcom,nomcom,code_postal,adresse,url_web,ct_courriel,"
        "x_wgs84,y_wgs84,Accès PMR,Accès à la fibre,mode de gestion",
        "73282932000074,Siret,Arrêt Minute,33328,Pomerol,33500,3 rue des Écoles,exemple.fr,a@b.fr,"
        "-0.2,44.93,oui,oui,Association",
        "W332001234,RNA,La Grange,,Mende,48000,,,,,,non,peut-être,autre",
    )
    one, two = (place.sheet.values for place in found.places)
    assert (one["siret"], one["website"], one["fibre"]) == (
        "73282932000074",
        "https://exemple.fr",
        True,
    )
    assert (one["wheelchair"], two["wheelchair"]) == ("yes", "no")
    assert (one["management"], two["rna"]) == ("association", "W332001234")
    assert (2, "column_unread") in codes(found)  # the address of a person is not taken
    assert (3, "value_unread") in codes(found)
    assert "a@b.fr" not in str(found.places)


def test_any_table_is_read_by_the_names_of_its_columns() -> None:
    found = read(
        read_any,
        "Nom;Ville;CP;Famille;Familles;Postes : Permanents;Ouvert depuis;Tél;Téléphone du lieu",
        "Le Quai;Pomerol;33500;x;Fablab|Télécentre;5;octobre 2010;0557000000;0557000001",
        ";Pomerol;;;;;;;",
        "La Grange;Nulle-Part;;;;;;;",
        "Trop;court",
        "Le Phare;Pomerol;99;;;beaucoup;hier;;",
    )
    one, two = (place.sheet.values for place in found.places)
    assert (one["commune"], one["families"]) == ("33328", ["fablab", "telecentre"])
    assert one["seats"] == [{"kind": "permanent", "count": 5}]
    assert (one["opened_on"], one["phone"]) == ("2010-10", "+33557000000")
    assert "seats" not in two
    assert codes(found) == [
        (2, "column_unread"),  # « Famille »
        (2, "column_unread"),  # a second phone
        (3, "place_name_missing"),
        (4, "commune_unknown"),
        (5, "row_misshapen"),
        (6, "family_missing"),
        (6, "postcode_unread"),
        (6, "value_unread"),
        (6, "value_unread"),
    ]
    assert found.left == (3, 4, 5)


def test_our_own_table_is_read_too() -> None:
    lines = spreadsheet.lines([described(**FULL)], KIND)
    table = "".join(spreadsheet.written(spreadsheet.columns(KIND), lines))
    [place] = read_any(io.BytesIO(table.encode())).places
    assert (place.sheet.values["name"], place.sheet.values["commune"]) == ("Arrêt Minute", "33328")


@pytest.mark.parametrize("reader", [read_any, read_mednum, read_nouvelle_aquitaine])
def test_refuses_a_table_that_names_no_place(reader: Callable[[BinaryIO], Reading]) -> None:
    with pytest.raises(Invalid, match="columns_of_places_missing"):
        reader(io.BytesIO(b"a,b\n1,2\n"))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_refuses_more_places_than_it_may_have(name: str) -> None:
    form, three = FORMS[name], [{"tags": {}}] * 3
    said = (
        json.dumps({"features": three, "elements": three}) if form.is_json else "a,b\n1,2\n1\n3,4"
    )
    with pytest.raises(TooMuch, match="too_many_rows"):
        form.read(io.BytesIO(said.encode()), 2)
