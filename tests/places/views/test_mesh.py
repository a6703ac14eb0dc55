"""The mesh of the places."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.places.views.test_directory import _plain
from tests.sheets.places import Describe, place
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.mesh import around, by_region, uncovered


def _places(describe: Describe) -> None:
    describe("Arrêt Minute", place())
    describe("Libourne", place(name="À Libourne", commune="33243"))
    describe("Mende", place(name="À Mende", commune="48095"))
    describe("Projet", place(name="Un projet", commune="33063", status="project"))


def test_communes_far_from_all_places_are_in_three_groups(describe: Describe, app: Flask) -> None:
    _places(describe)
    with app.app_context():
        wanted = PlaceFilter(departement="33", status="open")
        near, far = uncovered(wanted, 15), uncovered(wanted, 60)
        names = {one.name for one, _ in near.certain}
        assert "Bordeaux" in names  # only a project is there
        assert "Pomerol" not in names
        assert all(one.precision == "epci" for one, _ in near.uncertain)
        assert len(far.certain) < len(near.certain)
        groups = (near.certain, near.uncertain, near.unknown)
        assert sum(map(len, groups)) <= near.communes
        assert all(km > 15 for _, (km, _) in near.certain)


def test_each_place_has_its_nearest(describe: Describe, app: Flask) -> None:
    _places(describe)
    with app.app_context():
        found = around(PlaceFilter(departement="33", status="open"))
        assert [(one.spot.name, one.counts) for one in found] == [
            ("Arrêt Minute", (1, 1)),
            ("À Libourne", (1, 1)),
        ]
        assert found[0].nearest is not None
        assert found[0].nearest.thing.name == "À Libourne"
        [alone] = around(PlaceFilter(departement="48", status="open"))
        assert alone.nearest is None or alone.nearest.km > 100
        first = by_region(PlaceFilter(status="open"))[0]
        assert (first.places, first.people > 1_000_000) == (2, True)


def test_the_screen_says_the_same_as_the_map(describe: Describe, client: FlaskClient) -> None:
    _places(describe)
    shown = _plain(client, "/places/mesh?departement=33&km=20")
    assert "Communes sans lieu à moins de 20 km" in shown
    assert "À Libourne" in shown
    assert 'data-circles="15 30"' in shown
    spots = json.loads(shown.partition("data-spots>")[2].partition("<")[0])
    assert {kind for *_, kind in spots} <= {"sure", "unsure"}
    sure = sum(kind == "sure" for *_, kind in spots)
    assert f"{sure} communes sur" in shown
    assert re.search(r"Nouvelle-Aquitaine</a></th><td class=\"number\">2<", shown)
    assert "Communes sans lieu" not in _plain(client, "/places/mesh?departement=zzz")
    assert "/places/mesh?departement=33" in client.get("/map?departement=33").text


@pytest.mark.parametrize("km", ["0", "-1", "301", "²", "x", "9" * 30])
def test_refuses_what_is_no_distance(client: FlaskClient, km: str) -> None:
    assert client.get(f"/places/mesh?departement=33&km={km}").status_code == 422
