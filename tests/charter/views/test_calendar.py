"""The calendar of a charter, on a screen and as a feed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.charter.made import SLUG
from tests.charter.voting import Voting
from wiki.charter.queries.calendar import second_call
from wiki.charter.service import adoption, ballots
from wiki.kernel import clock


@pytest.fixture
def voting(app: Flask) -> Voting:
    with app.app_context():
        made = Voting(app)
        made.propose()
    return made


def _unfolded(feed: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    return feed.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_comes_and_what_has_been(voting: Voting, app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        missed = voting.end(adoption.put_to_vote(voting.eric, SLUG))
        about = ballots.question("Une presse ; à badges, " + "ou non " * 10, "Oui.")
        open_ = voting.put(about=about)
        cancelled = voting.put()
        ballots.cancel(voting.eric, cancelled.uid, "Le texte était faux.")
        again = second_call(missed)
        assert again
        assert missed.proclaimed_at
        assert again - missed.proclaimed_at == timedelta(days=15)
    lines = _unfolded(client.get(f"/charters/{SLUG}/calendar.ics").data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 6 + 2 + 1
    assert f"DTSTART;VALUE=DATE:{again:%Y%m%d}" in lines
    assert open_.closes_at
    assert f"DTEND:{open_.closes_at:%Y%m%dT%H%M%SZ}" in lines
    assert any("Une presse \\; à badges\\, ou non" in line for line in lines)
    assert f"URL:http://localhost/ballots/{open_.uid}" in lines
    assert not any(cancelled.uid in line for line in lines)
    shown = client.get(f"/charters/{SLUG}/calendar").text
    assert "Seconde convocation possible" in shown
    assert "calendar.ics" in shown
    assert "seconde convocation est possible" in client.get(f"/ballots/{missed.uid}").text
    with clock.stopped_at(clock.now() + timedelta(days=90)):
        assert "Rien n’est prévu." in client.get(f"/charters/{SLUG}/calendar").text
    assert client.get("/charters/no/calendar.ics").status_code == 404
