"""The lists of events, the month, the map, the box on a page, what calendars are given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.events.conftest import Announce
from tests.people import make
from tests.sheets.places import place
from wiki.kernel import clock
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save
from wiki.pages.sheets import SheetInvalid

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.stopped_at(NOW):
        yield


def _names(html: str) -> list[str]:
    return re.findall(r'class="event-name[^>]*><a[^>]*>([^<]*)</a>', html)


def _calendar(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.mimetype == "text/calendar"
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    return icalendar.Calendar.from_ical(answer.data)


def test_events_are_listed_as_they_come_then_as_they_were(
    client: FlaskClient, announce: Announce, app: Flask
) -> None:
    assert "Aucun événement n’est annoncé." in client.get("/events").text
    with app.app_context():
        save(make("alice"), Edit("Arrêt Minute", "", 0, sheet=place(name="Arrêt Minute")))
    announce("Atelier", "2026-12-01", starts_at="18:00", place="Arrêt Minute", type="workshop")
    announce("Café", "2026-11-06", starts_at="09:00", repeats="weekly", repeats_until="2026-11-27")
    announce("Quinzaine", "2014-04", commune="48095", type="fortnight")
    announce("Semaine", "2026-11-16", ends_on="2026-11-22", status="cancelled")
    listed = client.get("/events").text
    assert _names(listed) == ["Semaine", "Café", "Atelier"]
    assert "vendredi 20 novembre 2026 à 09:00" in listed.replace("\u00a0", " ")
    assert "chaque semaine, jusqu’au 27 novembre 2026" in listed.replace("\u00a0", " ")
    past = client.get("/events/past").text
    assert _names(past) == ["Café", "Quinzaine"]
    assert "avril\u00a02014" in past
    assert _names(client.get("/events?departement=33").text) == ["Atelier"]
    assert _names(client.get("/events/past?departement=48&type=fortnight").text) == ["Quinzaine"]
    assert "Ôtez un des choix." in client.get("/events?departement=33&type=visit").text
    for strange in ("departement=zz&type=x", "after=x", "after=9-9-9", "after=99999999999999999-1"):
        assert client.get(f"/events?{strange}").status_code == 200
    shown = client.get("/events/map").text
    assert '"families": ["workshop"]' in shown
    with app.app_context():
        delete(make("alice"), pages.get("Arrêt Minute").uid)
    assert _names(client.get("/events?departement=33").text) == []


def test_a_month_is_a_table_of_its_weeks(client: FlaskClient, announce: Announce) -> None:
    announce("Café", "2026-11-06", starts_at="09:00", repeats="weekly")
    announce("Semaine", "2026-11-28", ends_on="2026-12-02")
    announce("Fête", "2026-11")
    month = client.get("/events/month").text
    table = month.partition("<table")[2].partition("</table>")[0]
    assert table.count(">Semaine</a>") == 2 + 2 + 1  # five days, all in the weeks of November
    assert table.count('<span class="month-hour">09:00</span> Café') == 5
    assert table.count("Fête") == 0
    assert "Date à préciser" in month
    assert 'aria-current="date"' in table
    assert '/events/month/2026-12"' in month
    assert "/events/month/2026-10" in month
    assert "Semaine" in client.get("/events/month/2026-12").text
    for strange in ("2026-13", "x", "2026-1", "0001-01", "9999-12"):
        assert client.get(f"/events/month/{strange}").status_code == 404


def test_a_page_shows_its_event_and_the_ones_to_come(
    client: FlaskClient, announce: Announce, app: Flask
) -> None:
    page = announce(
        "Atelier",
        "2026-12-01",
        "Le programme.",
        starts_at="18:00",
        ends_at="20:00",
        zone="Indian/Reunion",
        online="https://exemple.fr/salle",
        registration="https://exemple.fr/venir",
        capacity=12,
    )
    shown = client.get("/wiki/Atelier").text.replace("\u00a0", " ")
    box = shown.partition('class="event-box"')[2].partition("</section>")[0]
    for said in (
        "mardi 1 décembre 2026, de 18:00 à 20:00 (heure de Indian/Reunion)",
        "https://exemple.fr/salle",
        "https://exemple.fr/venir",
        "12 places",
        f'href="/events/{page.uid}"',
        f'href="/events/{page.uid}.ics"',
    ):
        assert said in box
    assert "Le programme." in shown
    with app.app_context():
        asked = (":::{agenda}\n:nombre: 3", ":::{agenda Gironde}", ":::{agenda Nulle part}")
        asked += (":::{agenda}\n:nombre: 0001" + "9" * 30,)
        text = "".join(f"{one}\n:::\n\n" for one in asked)
        save(make("alice"), Edit("Accueil du réseau", text, 0))
    agenda = client.get("/wiki/Accueil_du_réseau").text
    assert agenda.count("/wiki/Atelier") == 1
    assert "boxed" in agenda
    announce("Atelier", "2026-12-01", status="cancelled")
    assert "(annulé)" in client.get("/wiki/Accueil_du_réseau").text
    assert client.get(f"/events/{page.uid}").status_code == 200
    assert client.get("/events/nulle-part").status_code == 404
    assert client.get("/events/nulle-part.ics").status_code == 404


def test_calendars_read_the_feed_as_it_is(client: FlaskClient, announce: Announce) -> None:
    page = announce(
        "Café ; rencontre, échanges",
        "2026-10-20",
        starts_at="18:00",
        ends_at="20:00",
        repeats="weekly",
        repeats_until="2027-01-31",
        skips=["2026-12-22"],
        commune="33328",
        summary="Une ligne\\nd’une longueur qui dépasse ce que tient une seule ligne d’un agenda.",
    )
    announce("Journée", "2026-12-04", ends_on="2026-12-05", commune="48095")
    (one,) = _calendar(client, f"/events/{page.uid}.ics").events
    assert str(one["SUMMARY"]) == "Café ; rencontre, échanges"
    assert one["SEQUENCE"] == 0
    assert one["DTSTART"].params["TZID"] == "Europe/Paris"
    assert one["DTSTART"].dt.hour == 18
    assert one["RRULE"]["UNTIL"] == [datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC)]
    assert one["EXDATE"].dts[0].dt.date().isoformat() == "2026-12-22"
    announce("Café ; rencontre, échanges", "2026-10-20", starts_at="19:00")
    (again,) = _calendar(client, f"/events/{page.uid}.ics").events
    assert (again["UID"], again["SEQUENCE"]) == (one["UID"], 1)
    found = _calendar(client, "/events.ics")
    assert len(found.events) == 2
    (zone,) = found.timezones
    summer = zone.to_tz().utcoffset(datetime.fromisoformat("2030-07-01"))
    assert summer is not None
    assert summer.total_seconds() == 2 * 3600
    (lozere,) = _calendar(client, "/events.ics?departement=48").events
    assert lozere["DTEND"].dt.isoformat() == "2026-12-06"
    announce("Tous les jours", "2024-01-01", repeats="other", rule="FREQ=DAILY")
    announce("Dans un an", "2027-11-01")
    told = [str(one["SUMMARY"]) for one in _calendar(client, "/events.ics").events]
    assert sorted(told) == ["Café ; rencontre, échanges", "Dans un an", "Journée", "Tous les jours"]
    atom = ET.fromstring(client.get("/events.atom").data)  # noqa: S314 - our own
    assert len(atom.findall("{*}entry")) == len(told) - 1  # the café was, and is no more to come


def test_refuses_a_sheet_whose_hours_cannot_be(announce: Announce) -> None:
    with pytest.raises(SheetInvalid):
        announce("Fête", "2026-12-04", starts_at="25:00")
    with pytest.raises(SheetInvalid):
        announce("Fête", "2026-12-04", repeats="other", rule="FREQ=SECONDLY")
