"""Orders, circles, tags and views of the directory."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.places.views.test_directory import _names, _plain, some
from tests.sheets.places import Describe, place


def _many(describe: Describe) -> None:
    describe(
        "Lieu B", place(name="Lieu B", opened_on="2010", seats=[{"kind": "permanent", "count": 3}])
    )
    describe("Lieu A", place(name="Lieu A", opened_on="2015", commune="48095"))
    describe("Lieu C", place(name="Lieu C", seats=[{"kind": "permanent", "count": 9}]))


@pytest.mark.parametrize(
    ("order", "names"),
    [("name", "ABC"), ("opening", "ABC"), ("seats", "CBA"), ("changed", "CAB"), ("zzz", "ABC")],
)
def test_places_come_in_an_order_page_after_page(
    describe: Describe, client: FlaskClient, order: str, names: str
) -> None:
    _many(describe)
    expected = [f"Lieu {one}" for one in names]
    assert _names(_plain(client, f"/places?sort={order}")) == expected
    found, after = [], ""
    while after is not None and order != "zzz":
        page = client.get(f"/api/v1/places?sort={order}&limit=1&after={after}").get_json()
        found += [one["name"] for one in page["places"]]
        after = page["next_after"]
    assert found == expected or order == "zzz"


def test_places_near_a_commune_come_by_distance(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    shown = _plain(client, "/places?near=Libourne&radius=15")
    assert _names(shown) == ["Arrêt Minute"]
    assert "À 15 km au plus de Libourne (33)" in shown
    assert re.search(r"à \d", shown)
    assert _names(_plain(client, "/places?near=44.9,-0.2&radius=300"))[0] == "Arrêt Minute"
    assert _names(_plain(client, "/places?near=33328&radius=300&sort=name")) == [
        "Arrêt Minute",
        "Kokerboom",
        "La Grange",
    ]
    assert len(_names(_plain(client, "/places?sort=distance"))) == 3
    # What the form sends when nothing is chosen follows what is looked for.
    for path, usual in (("/places", "Nom"), ("/places?near=33328&sort=", "Distance")):
        form = _plain(client, path).partition('name="sort"')[2]
        assert re.search(r'<option value=""[^>]*>([^<]*)<', form)[1] == usual  # type: ignore[index]


def test_what_places_have_narrows_and_counts(describe: Describe, client: FlaskClient) -> None:
    describe("Un", place(name="Un", services=["training", "coworking"], wifi=True))
    describe("Deux", place(name="Deux", services=["training"]))
    assert "Formation" not in _plain(client, "/places").partition("Affiner")[2]
    shown = _plain(client, "/places?more=1")
    assert "with=services:training" in shown.replace("%3A", ":")
    assert _names(_plain(client, "/places?with=services:training,wifi:true")) == ["Un"]
    narrowed = client.get("/api/v1/places?with=services:coworking").get_json()
    assert (narrowed["total"], narrowed["places"][0]["name"]) == (1, "Un")
    assert _names(_plain(client, "/places?with=%25,_")) == []


def test_words_of_the_sheet_find_a_place(describe: Describe, client: FlaskClient) -> None:
    describe("Arrêt Minute", place(equipment=[{"kind": "printer", "count": 1}]))
    describe("Autre", place(name="Autre", commune="48095"))
    assert _names(_plain(client, "/places?q=autr")) == ["Autre"]
    assert _names(_plain(client, "/places?q=imprimantes")) == ["Arrêt Minute"]
    assert _names(_plain(client, "/places?q=pomerol+ouverts")) == ["Arrêt Minute"]
    assert client.get("/places?q=%22").status_code == 200
    describe("Fini", place(name="Fini", status="closed"))
    assert _names(_plain(client, "/places?q=fin~")) == ["Fini"]
    assert _names(_plain(client, "/places?q=%7Efini")) == ["Fini"]
    assert len(_names(_plain(client, "/places?q=%7E"))) == 3


@pytest.mark.parametrize("view", ["gallery", "table", "cards", "zzz"])
def test_every_view_shows_the_places(describe: Describe, client: FlaskClient, view: str) -> None:
    some(describe)
    shown = _plain(client, f"/places?view={view}&status=open&sort=seats")
    assert "Arrêt Minute" in shown
    assert "La Grange" not in shown


@pytest.mark.parametrize(
    "asked",
    [
        "sort=seats&after=1-x",
        "sort=seats&after=1-99999999999",
        "sort=seats&after=1--2",
        "sort=distance&after=1-nan",
        "after=1-",
    ],
)
@pytest.mark.parametrize("near", ["", "near=33328&"])
def test_a_key_that_is_none_starts_again(
    describe: Describe, client: FlaskClient, asked: str, near: str
) -> None:
    some(describe)
    assert client.get(f"/places?{near}{asked}").status_code == 200
    assert client.get(f"/api/v1/places?{near}{asked}").status_code == 200


def test_there_is_no_distance_from_nowhere(describe: Describe, client: FlaskClient) -> None:
    some(describe)
    page = client.get("/api/v1/places?sort=distance&limit=2").get_json()
    rest = client.get(f"/api/v1/places?sort=distance&after={page['next_after']}").get_json()
    named = [one["name"] for one in (*page["places"], *rest["places"])]
    assert named == ["Arrêt Minute", "Kokerboom", "La Grange"]
