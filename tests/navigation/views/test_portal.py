"""The screen of what changed in a portal: its days, who sees what, and the ways to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import clock
from wiki.navigation.queries import portal
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete

Write = Callable[..., Page]
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ports(write: Write) -> Iterator[None]:
    """A portal with a page that changed last month, and one that did long ago."""
    for at, title, body in (
        (NOW - 90 * DAY, "Ports", "Portail.\n"),
        (NOW - 90 * DAY, "Ports/Vieux", "Un.\n"),
        (NOW - 90 * DAY, "Ports/Neuf", "Un.\n"),
        (NOW - 60 * DAY, "Ports/Vieux", "Un deux.\n"),
        (NOW - 3 * DAY, "Ports/Neuf", "Un deux.\n"),
    ):
        with clock.stopped_at(at):
            write(title, body)
    with clock.stopped_at(NOW):
        yield


def test_the_last_thirty_days_with_a_link_to_each_comparison(client: FlaskClient) -> None:
    text = client.get("/portal/Ports").text
    assert 'href="/wiki/Ports/Neuf/diff/1..2"' in text
    assert "/wiki/Ports/Vieux" not in text
    assert 'value="2026-03-01"' in text
    assert 'value="2026-03-31"' in text
    assert client.get("/wiki/Ports/Neuf/diff/1..2").status_code == 200


def test_other_days_both_included_in_the_zone_of_the_reader(
    client: FlaskClient, write: Write
) -> None:
    text = client.get("/portal/Ports?from=2026-01-30&to=2026-01-30").text
    assert 'href="/wiki/Ports/Vieux/diff/1..2"' in text
    assert "/wiki/Ports/Neuf" not in text
    with clock.stopped_at(datetime(2026, 3, 14, 23, 30, tzinfo=UTC)):
        write("Ports/Nuit")  # in Paris, half past midnight of the fifteenth
    assert "Ports/Nuit" not in client.get("/portal/Ports?from=2026-03-14&to=2026-03-14").text
    assert "Ports/Nuit" in client.get("/portal/Ports?from=2026-03-15&to=2026-03-15").text


def test_nothing_changed_is_said(client: FlaskClient) -> None:
    text = client.get("/portal/Ports?from=2020-01-01&to=2020-01-02").text
    assert "Rien n’a changé entre ces deux jours." in text


@pytest.mark.parametrize(
    "days",
    [
        "from=hier",
        "from=2026-02-30",
        "to=2026-13-01",
        "to=9999-12-31",
        "from=0001-01-01",
        "to=0001-01-01",
        "from=٢٠٢٦-03-01x",
        "to=" + "9" * 5_000,
    ],
)
def test_refuses_days_that_are_none_with_a_sentence(client: FlaskClient, days: str) -> None:
    response = client.get(f"/portal/Ports?{days}")
    assert response.status_code == 422
    assert "Ces jours ne se lisent pas" in response.text
    assert 'type="date"' in response.text


def test_refuses_days_the_wrong_way_round(client: FlaskClient) -> None:
    response = client.get("/portal/Ports?from=2026-03-02&to=2026-03-01")
    assert response.status_code == 422
    assert "Le premier jour vient après le dernier" in response.text


def test_refuses_a_portal_of_nothing(client: FlaskClient) -> None:
    assert client.get("/portal/Rien").status_code == 404


def test_the_list_goes_on_and_keeps_its_days(
    client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal.portion, "__kwdefaults__", {"after": "", "size": 1})
    text = client.get("/portal/Ports?from=2026-03-01&to=2026-03-31").text
    assert "/portal/Ports?from=2026-03-01&amp;to=2026-03-31&amp;after=ports%2Fneuf" in text
    assert 'href="/wiki/Ports/Neuf/diff/1..2"' in text
    text = client.get("/portal/Ports?from=2026-03-01&to=2026-03-31&after=ports%2Fneuf").text
    assert "Ports/Neuf" not in text
    assert 'href="/portal/Ports?from=2026-03-01&amp;to=2026-03-31"' in text
    assert 'rel="next"' not in text


def test_the_names_of_pages_in_the_bin_are_for_those_who_see_it(
    app: Flask, sign_in: Callable[[str], FlaskClient], client: FlaskClient
) -> None:
    with app.app_context():
        delete(people.make("alice"), pages.get("Ports/Vieux").uid)
    bob, charlie = sign_in("bob"), sign_in("charlie")
    assert "Ports/Vieux" in bob.get("/portal/Ports").text
    for reader in (charlie, client):
        text = reader.get("/portal/Ports").text
        assert "Ports/Vieux" not in text
        assert "1 page a été mise à la corbeille." in text


def test_a_title_is_text(client: FlaskClient, write: Write) -> None:
    write('Ports/a & "b"')
    text = client.get("/portal/Ports").text
    assert ">Ports/a &amp; &#34;b&#34;<" in text
    assert 'a & "b"' not in text


def test_a_page_its_tree_and_its_category_lead_to_it(client: FlaskClient, write: Write) -> None:
    write("Quai", "Un.\n\n:::{catégories} Ports\n")
    for address in ("/wiki/Ports", "/tree/Ports", "/categories/Ports"):
        assert 'href="/portal/Ports"' in client.get(address).text
    text = client.get("/portal/Ports").text
    assert 'href="/wiki/Quai"' in text
    assert 'href="/categories/Ports"' in text


def test_a_category_without_a_page_has_one_too(client: FlaskClient, write: Write) -> None:
    write("Quai", "Un.\n\n:::{catégories} Bords de l’eau\n")
    text = client.get("/portal/bords_de_l’eau").text
    assert "<h1>Bords de l’eau</h1>" in text
    assert 'href="/wiki/Quai"' in text
