"""The statistics of the places."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.places.views.test_directory import _plain
from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.pages.queries.kinds import kind_of
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.seats import seats_over_years
from wiki.places.queries.statistics import growth, seats
from wiki.places.views.marks import NATIONAL_YES
from wiki.places.views.statistics import NATIONAL
from wiki.schema.sheet import Sheet


def _row(**said: Any) -> dict[str, Any]:
    return {"year": 2012, "source": "Bilan", **said}


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


def _seated(name: str, seats: int | None, checked: str = "", **said: Any) -> Sheet:
    rows = seats and [{"kind": "permanent", "count": seats}]
    sources = {"seats": {"text": "Bilan", "checked": checked}} if checked else {}
    return Sheet("place", place(name=name, seats=rows, **said).values, sources=sources)


def test_the_seats_of_each_year_are_those_that_are_known(
    describe: Describe, app: Flask, client: FlaskClient
) -> None:
    def then(year: int, title: str, *said: Any, **more: Any) -> None:
        with clock.stopped_at(datetime(year, 5, 1, 12, tzinfo=UTC)):
            describe(title, _seated(title, *said, **more))

    then(2016, "Deux", 3, opened_on="2011")
    then(2024, "Un", 5, "2012-10-08", opened_on="2010")  # of 2012, whenever it was typed
    then(2024, "Trois", 4, "2012-06-01", status="closed", opened_on="2011", closed_on="2013-02")
    then(2024, "Quatre", 7)  # nobody says since when it is open
    then(2025, "Deux", 6, opened_on="2011")
    then(2025, "Deux", 8, opened_on="2011")  # the last one said
    then(2026, "Deux", 8, opened_on="2011", tagline="Un lieu")
    told = {"2012": (9, 2), "2013": (5, 1), "2016": (3, 1), "2017": (3, 1), "2025": (8, 1)}
    with clock.stopped_at(datetime(2026, 11, 27, tzinfo=UTC)):
        with app.app_context():
            years = growth(PlaceFilter()).years
            found = seats_over_years(PlaceFilter(), years)
            assert {year: one for year, one in found.items() if one.places} == {
                **told,
                "2026": (8, 1),
            }
            assert seats_over_years(PlaceFilter(known="2025"), years) == {}
        shown = _plain(client, "/places/statistics")
        assert re.search(r"2012</th><td[^>]*>9</td><td[^>]*>2 sur 3<", shown)
        assert re.search(
            r"2014</th><td[^>]*><span[^>]*>inconnu</span></td><td[^>]*>0 sur 2<", shown
        )
        assert "<title>2017 : 3 postes (1 lieu sur 2)</title>" in shown
        assert "Postes connus" not in _plain(client, "/places/statistics?known=2025")


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


def test_the_country_has_the_places_shown_beside_it(
    describe: Describe, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    for number in range(5):
        result, income = {"cents": 100 * (number - 1)}, {"cents": 10_000_00, "tax": "excl"}
        amounts, lines = [("result", result), ("income_total", income)], ("seat_rent", "donations")
        describe(
            f"Lieu {number}",
            place(
                name=f"Lieu {number}",
                territory="rural" if number else "town",
                metrics=[_row(indicator="staff_fte", value=2, qualifier="measured")],
                amounts=[_row(item=item, amount=amount) for item, amount in amounts],
                income_lines=[
                    {"year": 2012, "line": line, "amount": {"cents": 300}} for line in lines
                ],
            ),
        )
    shown = re.sub(r"<[^>]*>", " ", _plain(client, "/places/statistics"))
    marks = " ".join(shown.partition("Repères nationaux")[2].split())
    assert "0 %, 20 %, 80 % : métropole et périurbain" in marks
    assert "24 155 10 ETP (5 lieux)" in marks
    assert "250 000 € 10 000 € HT (5 lieux)" in marks
    assert "21 %, 49 %, 30 % 60 %, 20 %, 20 % (5 lieux)" in marks
    assert "Ressources propres, 2021 50 % réservé aux membres" in marks
    members = re.sub(r"<[^>]*>", " ", _plain(sign_in("bob"), "/places/statistics"))
    assert "50 % 50 % (5 lieux)" in " ".join(members.split())
    narrowed = _plain(client, "/places/statistics?known=2030")
    assert "compté pour aujourd’hui seulement" in narrowed


@pytest.mark.parametrize("asked", ["departement=99", "q=zzz", "known=1990"])
def test_nothing_to_count_says_what_to_do(client: FlaskClient, asked: str) -> None:
    assert "Compter tous les lieux" in _plain(client, f"/places/statistics?{asked}")


def test_what_the_country_is_counted_by_is_in_the_vocabulary(app: Flask) -> None:
    with app.app_context():
        for name, shares in NATIONAL.items():
            assert shares.keys() <= kind_of("place").field(name).choices.keys()
        assert NATIONAL_YES.keys() <= kind_of("place").by_id.keys()
