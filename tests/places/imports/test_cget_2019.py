"""The census of 2019, on lines made up for the tests: what becomes a sheet, what is remarked."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest

from wiki.geography.communes import commune_today
from wiki.kernel.errors import Invalid
from wiki.places.imports.cget_2019 import COLUMNS, SOURCE, read
from wiki.places.imports.reading import Reading
from wiki.places.imports.table import read_table
from wiki.schema.kinds import core_kinds
from wiki.schema.validation import validated

#: The columns of the file that are not read are there too.
HEADER = (*COLUMNS, "METRO", "NOMREG", "POPCOM", "POP_ZE")
PAU = {
    "ID": "1",
    "NOM_TL": "Le Quai",
    "ADRESSE": "2 rue du Gave",
    "CP": "64000",
    "COMINIT": "Pau",
    "INSEECOM": "64445",
    "NOMCOM": "Pau",
    "TYPO": "Tiers lieux à dominante coworking",
    "LAT": "43.2951",
    "LONG": "-0.3707",
    "GEOCOD": "2 Rue du Gave 64000 Pau",
    "PRECISION": "0.93",
    "INSEEMETRO": "64445",
}


def census(*lines: Mapping[str, str], header: tuple[str, ...] = HEADER) -> Reading:
    written = io.StringIO()
    made = csv.DictWriter(written, header, restval="", extrasaction="ignore")
    made.writeheader()
    made.writerows({**PAU, **line} for line in lines)
    return read(read_table(io.BytesIO(written.getvalue().encode())))


def values(**line: str) -> Mapping[str, Any]:
    (place,) = census(line).places
    return place.sheet.values


def codes(found: Reading) -> list[str]:
    return [remark.code for remark in found.remarks]


def test_a_line_becomes_a_sheet() -> None:
    found = census({"WEB": "www.quai.exemple", "TWITTER": "@lequai", "FACEBOOK": "lequai64"})
    (place,) = found.places
    assert (place.line, place.id, place.title) == (2, "1", "Le Quai")
    assert place.sheet.values == {
        "name": "Le Quai",
        "status": "open",
        "families": ["coworking"],
        "commune": "64445",
        "street": "2 rue du Gave",
        "postcode": "64000",
        "position": {"lat": 43.2951, "lon": -0.3707, "precision": "address"},
        "website": "http://www.quai.exemple",
        "socials": [
            {"network": "twitter", "url": "https://twitter.com/lequai"},
            {"network": "facebook", "url": "https://www.facebook.com/lequai64"},
        ],
        "external_ids": [{"register": "cget", "id": "1"}],
        "data_source": SOURCE,
        "data_licence": "lo",
    }
    assert place.sheet.sources == {"status": {"text": SOURCE}}
    assert (found.remarks, found.left) == ((), ())


def test_every_sheet_is_what_its_kind_wants() -> None:
    found = census({}, {"TYPO": "", "ID": ""}, {"LAT": "", "WEB": "en cours"}, {"CP": "0"})
    for place in found.places:
        kept, problems = validated(
            core_kinds()["place"],
            place.sheet,
            known=lambda type_, code: type_ != "commune" or commune_today(code) is not None,
        )
        assert problems == ()
        assert kept == place.sheet


# -- The commune


def test_a_code_of_former_times_leads_to_the_commune_of_today() -> None:
    paris = {"LAT": "48.87", "LONG": "2.36", "COMINIT": "Paris", "CP": "75010"}
    assert values(INSEECOM="75110", **paris)["commune"] == "75056"


@pytest.mark.parametrize("code", ["", "0", "99999"])
@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ({"COMINIT": "PAU", "CP": "64000"}, "64445"),
        ({"COMINIT": "Pau", "CP": "0"}, "64445"),
        ({"COMINIT": "Pau cedex", "NOMCOM": "Pau", "CP": "64001"}, "64445"),
    ],
)
def test_without_a_code_the_name_says(code: str, said: dict[str, str], commune: str) -> None:
    found = census({"INSEECOM": code, **said})
    assert found.places[0].sheet.values["commune"] == commune
    assert "commune_by_name" in codes(found)


def test_without_a_code_nor_a_name_the_position_says() -> None:
    found = census({"INSEECOM": "0", "COMINIT": "", "NOMCOM": "", "CP": "0"})
    assert found.places[0].sheet.values["commune"] == "64445"
    assert codes(found) == ["commune_by_position"]


def test_overseas_the_commune_is_not_the_nearest_on_the_mainland() -> None:
    overseas = {"LAT": "-20.8789", "LONG": "55.4481", "INSEEMETRO": "2A041", "INSEECOM": "0"}
    found = census({**overseas, "COMINIT": "", "NOMCOM": "", "CP": "0"})
    assert found.places[0].sheet.values["commune"] == "97411"


def test_a_code_far_from_the_position_is_corrected_by_what_else_is_said() -> None:
    found = census({"INSEECOM": "14327"})
    assert found.places[0].sheet.values["commune"] == "64445"
    (remark,) = found.remarks
    assert remark.code == "commune_by_name"
    assert remark.parameters == {"code": "14327", "name": "Pau", "kept": "Pau (64445)"}


def test_a_line_without_a_commune_is_left_and_said() -> None:
    nowhere = {"INSEECOM": "0", "COMINIT": "Tournai", "NOMCOM": "", "CP": "0", "INSEEMETRO": ""}
    found = census({**nowhere, "LAT": "", "LONG": ""}, {"ID": "2"})
    assert codes(found) == ["commune_unknown"]
    assert found.left == (2,)
    assert [place.line for place in found.places] == [3]


# -- The rest of a line


@pytest.mark.parametrize("name", ["", "0", "###"])
def test_a_line_without_a_name_is_left_and_said(name: str) -> None:
    found = census({"NOM_TL": name})
    assert (codes(found), found.left, found.places) == (["place_name_missing"], (2,), ())


def test_a_family_that_is_not_said_is_not_guessed() -> None:
    found = census({"TYPO": "", "NOM_TL": "Fablab du Gave"})
    kept = found.places[0].sheet.values
    assert (kept["families"], kept["families_other"]) == (["other"], "Non précisée en 2019")
    assert codes(found) == ["family_missing"]


@pytest.mark.parametrize(
    ("geocoded", "score", "precision"),
    [
        ("2 Rue du Gave 64000 Pau", "0.93", "address"),
        ("2 Rue du Gave 64000 Pau", "0.31", "commune"),
        ("PLACE A LA MAIN", "0.99", "pin"),
        ("Pau", "0.9", "commune"),
        ("2 Rue du Gave, 64000 Pau, France", "9", "address"),
        ("Pau, France", "4", "commune"),
        ("", "", "commune"),
    ],
)
def test_how_exact_a_position_is(geocoded: str, score: str, precision: str) -> None:
    assert values(GEOCOD=geocoded, PRECISION=score)["position"]["precision"] == precision


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("quarante-trois", "-0.37", "position_unread"),
        ("143.3", "-0.37", "position_unread"),
        ("nan", "-0.37", "position_unread"),
        ("48.85", "2.35", "position_far"),
    ],
)
def test_a_position_that_cannot_be_is_not_kept(lat: str, lon: str, code: str) -> None:
    found = census({"LAT": lat, "LONG": lon})
    assert "position" not in found.places[0].sheet.values
    assert codes(found) == [code]


def test_a_position_that_is_not_said_is_no_fault() -> None:
    found = census({"LAT": "", "LONG": ""})
    assert "position" not in found.places[0].sheet.values
    assert codes(found) == []


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ({"CP": "64"}, "postcode_unread", "postcode"),
        ({"WEB": "en cours"}, "website_unread", "website"),
        ({"WEB": "alice@quai.exemple"}, "website_unread", "website"),
        ({"TWITTER": "Alice et Bob"}, "account_unread", "socials"),
        ({"ID": ""}, "number_missing", "external_ids"),
    ],
)
def test_what_cannot_be_kept_is_said(line: dict[str, str], code: str, field: str) -> None:
    found = census(line)
    assert codes(found) == [code]
    assert field not in found.places[0].sheet.values


def test_a_postcode_of_another_commune_is_kept_and_said() -> None:
    found = census({"CP": "64008"})
    assert found.places[0].sheet.values["postcode"] == "64008"
    assert codes(found) == ["postcode_elsewhere"]


def test_an_account_in_the_wrong_column_is_of_its_own_network() -> None:
    (account,) = values(TWITTER="https://www.instagram.com/lequai/")["socials"]
    assert account["network"] == "instagram"


def test_accents_that_were_misread_come_back() -> None:
    found = census({"NOM_TL": "MÃ©tier du Gave"})
    assert found.places[0].title == "Métier du Gave"
    assert codes(found) == ["text_mended"]


# -- The whole file


def test_doubles_are_kept_and_said() -> None:
    found = census({}, {"ID": "2", "ADRESSE": "4 rue du Gave", "LAT": "43.3051"})
    assert [place.title for place in found.places] == [
        "Le Quai (Pau)",
        "Le Quai (Pau, 4 rue du Gave)",
    ]
    (remark,) = found.remarks
    assert (remark.line, remark.code) == (3, "double_name")
    assert remark.parameters == {"line": 2, "title": "Le Quai (Pau)"}


def test_lines_that_are_wholly_alike_have_titles_of_their_own() -> None:
    found = census({}, {}, {})
    titles = [place.title for place in found.places]
    assert len(set(titles)) == 3
    assert codes(found) == ["double_name", "number_twice", "double_name", "number_twice"]


def test_a_number_given_twice_is_said() -> None:
    found = census({}, {"NOM_TL": "Le Pont", "LAT": "43.31"})
    assert codes(found) == ["number_twice"]


def test_reading_twice_gives_the_same() -> None:
    lines = ({}, {"ID": "2", "TYPO": ""}, {"ID": "3", "INSEECOM": "0"})
    assert census(*lines) == census(*lines)


def test_a_line_of_another_shape_is_left_and_said() -> None:
    data = ",".join(HEADER) + "\n1,Le Quai\n"
    found = read(read_table(io.BytesIO(data.encode())))
    assert (codes(found), found.left) == (["row_misshapen"], (2,))


def test_refuses_another_table() -> None:
    with pytest.raises(Invalid) as refusal:
        census({}, header=("ID", "NOM_TL"))
    assert refusal.value.code == "columns_missing"
    assert "INSEECOM" in refusal.value.params["names"]
