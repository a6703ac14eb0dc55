"""The two times: what was so at a date, and what was written by then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.places.views.test_directory import _lines, _names, _plain
from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.pages.service.bin import bring_back, delete

OPENED = place(opened_on="2010-10")
#: Every screen and file that shows places.
ADDRESSES = ("/places", "/map", "/places.csv", "/places.geojson", "/api/v1/places")


def _known(client: FlaskClient, asked: str) -> list[str]:
    return [one["name"] for one in client.get(f"/api/v1/places?{asked}").json["places"]]  # type: ignore[index]


def test_a_place_typed_today_was_open_then_and_was_not_known(
    describe: Describe, client: FlaskClient
) -> None:
    describe("Arrêt Minute", OPENED)
    on, known = (_plain(client, f"/places?{name}=2013-12-31") for name in ("on", "known"))
    assert _names(on) == ["Arrêt Minute"]
    assert "Ouvert" in on
    assert "31 décembre 2013" in on
    assert _names(known) == []
    assert 'href="/places"' in known  # the way back
    assert _names(_plain(client, "/map?known=2013-12-31")) == []
    assert client.get("/places.geojson?known=2013-12-31").json["features"] == []  # type: ignore[index]
    assert _lines(client, "/places.csv?known=2013-12-31") == []
    [line] = _lines(client, "/places.csv?on=2013-12-31")
    assert line["status"] == "open"
    assert _known(client, "on=2013-12-31&status=open") == ["Arrêt Minute"]
    assert _known(client, "known=2013-12-31") == []


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2010-09", None),
        ("2010-10", "open"),
        ("2015-02", "open"),
        ("2015-03-09", "closed"),
    ],
)
def test_a_closed_place_was_open(
    describe: Describe, client: FlaskClient, on: str, status: str | None
) -> None:
    describe("Fermé", place(status="closed", opened_on="2010-10", closed_on="2015-03"))
    found = client.get(f"/api/v1/places?on={on}").json["places"]  # type: ignore[index]
    assert [one["status"] for one in found] == ([status] if status else [])
    assert len(_lines(client, f"/places.csv?on={on}")) == len(found)


def test_what_has_no_date_is_counted_apart(describe: Describe, client: FlaskClient) -> None:
    describe("Sans date", place())
    shown = _plain(client, "/places?on=2013")
    assert _names(shown) == []
    assert "1 lieu ne dit pas depuis quand il est ouvert" in shown


def test_what_was_written_by_then(
    describe: Describe, client: FlaskClient, ask: Any, alice: Actor
) -> None:
    with clock.stopped_at(datetime(2012, 5, 1, 12, tzinfo=UTC)):
        page = describe(
            "Le lieu", place(name="Avant", seats=[{"kind": "permanent", "count": 2}])
        ).page
    with clock.stopped_at(datetime(2014, 5, 1, 12, tzinfo=UTC)):
        describe("Le lieu", place(name="Après", status="closed"))
    with clock.stopped_at(datetime(2014, 6, 1, 12, tzinfo=UTC)):  # what the list does not show
        describe("Le lieu", place(name="Après", status="closed", transport="Le train."))
    assert _known(client, "known=2012-04") == []
    assert _known(client, "known=2012-05-01") == _known(client, "known=2013") == ["Avant"]
    assert _known(client, "known=2013&status=closed") == []
    assert _known(client, "known=2014") == _known(client, "") == ["Après"]
    assert "Ouvert" in _plain(client, "/places?known=2013")
    [line] = _lines(client, "/places.csv?known=2013")
    assert (line["name"], line["seats.permanent.count"]) == ("Avant", "2")
    ask(delete, alice, page.uid)
    assert _known(client, "known=2013") == []  # what is in the bin is closed to readers
    ask(bring_back, alice, page.uid)
    assert _known(client, "known=2013") == ["Avant"]


@pytest.mark.parametrize("date", ["hier", "2013-13", "2013-02-30", "²013", "13", "2013-12-31T00"])
def test_refuses_what_is_no_date(client: FlaskClient, date: str) -> None:
    for address in ADDRESSES:
        for name in ("on", "known"):
            answer = client.get(f"{address}?{name}={date}")
            assert answer.status_code == 422, address
    assert "n’est pas une date" in client.get(f"/places?on={date}").text


def test_refuses_what_is_near_nothing(client: FlaskClient) -> None:
    for asked in (
        "near=Nulle+part",
        "near=33328&radius=-1",
        "near=33328&radius=%C2%B2",
        "near=99,0",
    ):
        assert client.get(f"/places?{asked}").status_code == 422, asked
