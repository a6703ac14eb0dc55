"""The statistics of the places."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.places.views.test_directory import _plain
from tests.sheets.places import Describe, place
from wiki.pages.queries.kinds import kind_of
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.statistics import growth, seats
from wiki.places.views.statistics import NATIONAL, NATIONAL_YES


def _three(describe: Describe) -> None:
    describe(
        "Un",
        place(
            name="Un",
            opened_on="2010-10",
            management="association",
            premises_tenure="moderate_rent",
            public_service_hosted=True,
            seats=[{"kind": "permanent", "count": 5}],
        ),
    )
    describe("Deux", place(name="Deux", status="closed", opened_on="2011", closed_on="2013-02"))
    describe("Trois", place(name="Trois", status="closed", opened_on="2012", commune="48095"))


def test_places_are_counted_over_the_years(describe: Describe, app: Flask) -> None:
    _three(describe)
    with app.app_context():
        found = growth(PlaceFilter())
        assert list(found.years.items())[:5] == [
            ("2010", 1),
            ("2011", 2),
            ("2012", 2),
            ("2013", 1),
            ("2014", 1),
        ]
        assert found.left_out == 1  # it is closed, and does not say since when
        assert list(growth(PlaceFilter(on="2012")).years) == ["2010", "2011", "2012"]
        assert seats(PlaceFilter()) == (5, 1)
        assert seats(PlaceFilter(departement="48")) == (0, 0)


def test_each_chart_has_its_table(describe: Describe, client: FlaskClient) -> None:
    _three(describe)
    shown = _plain(client, "/places/statistics")
    assert "3 lieux" in shown
    assert "5 postes" in shown
    assert 'role="img"' in shown
    assert re.search(r"Association</th><td class=\"number\">1</td><td class=\"number\">33 %", shown)
    assert "51 %" in shown  # of the country, with its source
    assert "France Tiers-Lieux" in shown
    assert re.search(r"Loyer modéré</th>(<td[^>]*>[^<]*</td>){2}<td class=\"number\">22 %", shown)
    assert re.search(r"service public</th>(<td[^>]*>)16 %</td><td[^>]*>33 % au moins", shown)
    narrowed = _plain(client, "/places/statistics?departement=48")
    assert "1 lieu" in narrowed
    assert "Gironde (33)" in narrowed  # what it could be narrowed to
    assert "Vous ne regardez pas" in _plain(client, "/places/statistics?on=2012&known=2030")


@pytest.mark.parametrize("asked", ["departement=99", "q=zzz", "known=1990"])
def test_nothing_to_count_says_what_to_do(client: FlaskClient, asked: str) -> None:
    assert "Compter tous les lieux" in _plain(client, f"/places/statistics?{asked}")


def test_what_the_country_is_counted_by_is_in_the_vocabulary(app: Flask) -> None:
    with app.app_context():
        for name, shares in NATIONAL.items():
            assert shares.keys() <= kind_of("place").field(name).choices.keys()
        assert NATIONAL_YES.keys() <= kind_of("place").by_id.keys()
