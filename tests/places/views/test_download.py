"""The places taken away: in each form, the same ones, for any site to read."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.places.views.test_directory import _lines, _plain, some
from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.schema.sheet import Sheet

#: Address -> how many of the places of « Lozère » an answer holds.
FORMS = {
    "/places.csv": lambda answer: answer.text.count("\r\n") - 1,
    "/places.xlsx": None,
    "/places.vcf": lambda answer: answer.text.count("BEGIN:VCARD"),
    "/places.jsonld": lambda answer: len(answer.json["@graph"]),
    "/places.geojson": lambda answer: len(answer.json["features"]),
    "/places/data-inclusion.json": lambda answer: len(answer.json),
    "/places/ftl.json": lambda answer: len(answer.json),
    "/places/osm.json": lambda answer: len(answer.json["elements"]) + 2,  # none is exact
    "/places.atom": lambda answer: answer.text.count("<entry>"),
}
#: The same, which the directory does not offer to people.
FOR_PROGRAMS = {"/api/v1/places": lambda answer: answer.json["total"]}


@pytest.mark.parametrize("path", FORMS | FOR_PROGRAMS)
def test_each_form_has_the_places_that_are_asked_for(
    describe: Describe, client: FlaskClient, path: str
) -> None:
    some(describe)
    answer = client.get(f"{path}?departement=48")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    count: Any = (FORMS | FOR_PROGRAMS)[path]
    assert count is None or count(answer) == 2


def test_the_directory_offers_every_form_of_what_it_shows(
    describe: Describe, client: FlaskClient
) -> None:
    some(describe)
    shown = client.get("/places?departement=48").text
    for path in (*FORMS, "/places/mednum.csv"):
        assert f'href="{path}?departement=48"' in shown


#: The forms that leave places out, with how many an answer holds.
CHOOSY: dict[str, Any] = {
    "/places/mednum.csv": None,
    **{path: FORMS[path] for path in ("/places.geojson", "/places/data-inclusion.json")},
    "/places/osm.json": lambda answer: len(answer.json["elements"]),
}


def test_each_form_says_how_many_of_the_places_it_holds(
    describe: Describe, client: FlaskClient
) -> None:
    pin = {"lat": 44.9, "lon": -0.2, "precision": "pin"}
    several = {"commune": "75056", "street": "1 rue de Rivoli"}  # twenty postcodes
    with clock.stopped_at(datetime(2020, 6, 1, tzinfo=UTC)):
        describe("Arrêt Minute", place(street="3 rue des Écoles", position=pin))
        describe("Le Marais", place(name="Le Marais", **several))
    describe("Arrêt Minute", place(position=pin, opened_on="2010"))
    describe("Le Marais", place(name="Le Marais", postcode="75004", **several))
    describe("L.", place(name="L.", street="2 rue Fonneuve"))
    describe("La Grange", place(name="La Grange", commune="48095", street="Le Bourg"))
    describe("Ailleurs", place(name="Ailleurs", commune="29083"))  # an island without position
    for asked in ("departement=48", "departement=75", "known=2020-06-01", "on=2024", ""):
        shown = _plain(client, f"/places?{asked}")
        count = len(_lines(client, f"/places.csv?{asked}"))
        for path, of in CHOOSY.items():
            address = f"{path}?{asked}".removesuffix("?")
            said = re.search(rf'<a href="{re.escape(address)}">(.*?)</a>', shown)
            held = re.search(r">(\d+) lieux? sur (\d+),", said[1] if said else "")
            answer = client.get(address)
            found = of(answer) if of else answer.text.count("\n") - 1
            assert (found, count) == (tuple(map(int, held.groups())) if held else (count, count))
    for said in (
        "3 lieux sur 5, sans rue : 2",
        "4 lieux sur 5, sans position : 1",
        "1 lieu sur 5, sans position exacte : 4",
        "4 lieux sur 5, nom trop court : 1",
    ):
        assert said in shown
    then = _plain(client, "/places?known=2020-06-01")
    assert "1 lieu sur 2, sans code postal : 1" in then


def test_the_card_of_one_place(describe: Describe, client: FlaskClient) -> None:
    uid = describe("Arrêt Minute", place()).page.uid
    answer = client.get(f"/places/{uid}.vcf")
    assert "FN:Arrêt Minute" in answer.text
    assert f'href="/places/{uid}.vcf"' in client.get("/wiki/Arrêt_Minute").text
    assert client.get("/places/nothing.vcf").status_code == 404


def described_in(html: str) -> list[dict[str, Any]]:
    """The data that a page gives to programs."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


def test_the_page_of_a_place_describes_it_to_programs(
    describe: Describe, client: FlaskClient
) -> None:
    describe("Arrêt Minute", place(tagline="</script><b>", lease_end="2030"))
    html = client.get("/wiki/Arrêt_Minute").text
    said, article = described_in(html)
    assert (said["@type"], said["name"], said["description"]) == (
        "LocalBusiness",
        "Arrêt Minute",
        "</script><b>",
    )
    assert article["@type"] == "Article"
    describe("Arrêt Minute", place(name="Arrêt Minute Libourne"))
    old = client.get("/wiki/Arrêt_Minute?rev=1").text
    assert not [one for one in described_in(old) if one["@type"] == "LocalBusiness"]


def test_what_is_not_for_all_is_not_taken_away(describe: Describe, client: FlaskClient) -> None:
    secret = {"year": 2024, "item": "result", "amount": {"cents": 123456}, "source": "Bilan"}
    sheet = place(lease_end="2031", amounts=[{**secret, "visibility": "stewards"}])
    describe("Arrêt Minute", sheet)
    for path in (*FORMS, "/places/mednum.csv", "/wiki/Arrêt_Minute"):
        said = client.get(path).data
        assert b"2031" not in said, path
        assert b"1234" not in said, path


def test_a_page_with_another_sheet_is_no_place(describe: Describe, client: FlaskClient) -> None:
    describe("Le Réseau", Sheet("network", {"name": "Le Réseau", "status": "active"}))
    assert client.get("/places.jsonld").json == {"@context": "https://schema.org", "@graph": []}


def test_the_catalogue_says_where_each_form_is(client: FlaskClient) -> None:
    answer = client.get("/catalog.jsonld")
    assert answer.content_type == "application/ld+json"
    [places] = answer.json["dcat:dataset"]  # type: ignore[index]
    given = {one["dcat:downloadURL"]["@id"] for one in places["dcat:distribution"]}
    assert len(given) == len(places["dcat:distribution"]) == 9
    for address in given:
        assert client.get(address.removeprefix("http://localhost")).status_code == 200
    assert places["dct:license"]
