"""The directory of the places: narrowed by facets, taken away in several forms."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place
from wiki.kernel.permissions import Actor
from wiki.pages.service.bin import delete
from wiki.schema.sheet import Sheet


def _plain(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.text.replace("\u202f", " ").replace("\u00a0", " "))


def _names(text: str) -> list[str]:
    return re.findall(r'class="place-card"> <h2><a href="[^"]*">([^<]*)<', text)


def some(describe: Describe) -> None:
    """Three places in two departments."""
    describe("Arrêt Minute", place())
    describe(
        "Kokerboom", place(name="Kokerboom", commune="48095", families=["fablab", "coworking"])
    )
    describe("La Grange", place(name="La Grange", commune="48095", status="project"))


def test_places_are_listed_by_name_and_counted(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    shown = _plain(client, "/places")
    assert _names(shown) == ["Arrêt Minute", "Kokerboom", "La Grange"]
    assert "3 lieux" in shown


def test_facets_narrow_and_count(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    assert _names(_plain(client, "/places?departement=48")) == ["Kokerboom", "La Grange"]
    assert _names(_plain(client, "/places?departement=48&status=open")) == ["Kokerboom"]
    assert _names(_plain(client, "/places?family=fablab")) == ["Kokerboom"]
    shown = _plain(client, "/places?family=fablab&view=table")
    assert "Lozère (48)" in shown
    assert "Bureaux partagés, coworking" in shown  # counted as if no family were chosen


def test_a_part_of_a_name_is_found(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    assert _names(_plain(client, "/places?q=GRANGE")) == ["La Grange"]
    assert _names(_plain(client, "/places?q=arret")) == ["Arrêt Minute"]
    assert "Aucun lieu ne répond" in _plain(client, "/places?q=rien")


def test_what_no_place_is_finds_nothing(client: FlaskClient, describe: Describe) -> None:
    some(describe)
    for query in ("departement=99", "family=%25", "after=zzz", "after=9" * 40):
        assert client.get(f"/places?{query}").status_code == 200


def test_places_are_taken_away_as_points(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    answer = client.get("/places.geojson?departement=33")
    assert answer.content_type == "application/geo+json"
    [feature] = answer.json["features"]  # type: ignore[index]
    assert feature["properties"]["name"] == "Arrêt Minute"
    assert feature["properties"]["url"] == "http://localhost/wiki/Arr%C3%AAt_Minute"
    lon, lat = feature["geometry"]["coordinates"]
    assert (round(lat, 1), round(lon, 1)) == (44.9, -0.2)


@pytest.mark.parametrize("limit", ["0", "-3", "x", "9" * 30])
def test_any_limit_is_taken_for_one(describe: Describe, client: FlaskClient, limit: str) -> None:
    some(describe)
    assert client.get(f"/places.geojson?limit={limit}").status_code == 200


def test_a_limit_counts_the_places_that_have_a_position(
    describe: Describe, client: FlaskClient
) -> None:
    describe("Ailleurs", place(name="Ailleurs", commune="29083"))  # an island without position
    describe("Arrêt Minute", place())
    [feature] = client.get("/places.geojson?limit=1").json["features"]  # type: ignore[index]
    assert feature["properties"]["name"] == "Arrêt Minute"


def _lines(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    text = client.get(path).text
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_places_are_taken_away_as_a_spreadsheet(describe: Describe, client: FlaskClient) -> None:
    describe("Arrêt Minute", place(seats=[{"kind": "permanent", "count": 5}]))
    describe("Piège", place(name="=1+1", commune="48095"))
    first, second = _lines(client, "/places.csv")
    assert second["name"] == "Arrêt Minute"
    assert second["seats.permanent.count"] == "5"
    assert second["commune_name"] == "Pomerol"
    assert first["name"] == "'=1+1"


def test_a_page_in_the_bin_is_no_place(
    describe: Describe, client: FlaskClient, ask: Any, alice: Actor
) -> None:
    page = describe("Arrêt Minute", place()).page
    ask(delete, alice, page.uid)
    assert "Aucun lieu n’est encore décrit" in _plain(client, "/places")


def test_the_map_has_the_same_places_in_a_list(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    shown = _plain(client, "/map?departement=48")
    assert _names(shown) == ["Kokerboom", "La Grange"]
    assert 'data-source="/places.geojson?departement=48"' in shown


def _years(client: FlaskClient, path: str) -> dict[str, Any]:
    """The year of which a state to be checked again is, by the name of the place."""
    told = [one["properties"] for one in client.get(path).json["features"]]
    return {one["name"]: one.get("status_of") for one in told}


def test_a_state_that_nobody_has_checked_for_long_is_marked(
    describe: Describe, client: FlaskClient
) -> None:
    old = {"status": {"text": "Movilab", "checked": "2012-10-08"}}
    describe("Arrêt Minute", Sheet("place", place().values, sources=old))
    describe("Kokerboom", place(name="Kokerboom"))
    doubt = "dit en 2012, à vérifier"
    for view in ("", "?view=table", "?status=open"):
        shown = _plain(client, f"/places{view}")
        assert shown.count(doubt) == 1, view
        assert shown.index("Arrêt Minute") < shown.index(doubt) < shown.index("Kokerboom")
    assert _plain(client, "/map").count(doubt) == 1
    assert _years(client, "/places.geojson") == {"Arrêt Minute": "2012", "Kokerboom": None}
    assert _years(client, "/places.geojson?known=2100") == {"Arrêt Minute": None, "Kokerboom": None}
    assert doubt not in _plain(client, "/places?on=2013")
    describe("Arrêt Minute", Sheet("place", place().values))
    assert doubt not in _plain(client, "/places")
