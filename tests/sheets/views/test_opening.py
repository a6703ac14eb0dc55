"""Whether a place is open now, at its own hour."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place
from wiki.kernel import clock

HOURS = "Mo-Fr 09:00-18:00; PH off"
NOW = "/wiki/Arrêt_Minute/sheet/now"


def _said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, *moment: int) -> str:
    monkeypatch.setattr(clock, "now", lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[misc,arg-type]
    answer = client.get(NOW)
    assert answer.status_code == 200
    return str((answer.json or {})["text"]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ((2026, 11, 26, 10, 0), "Ouvert maintenant, jusqu’à 18:00"),
        ((2026, 11, 26, 7, 30), "Fermé maintenant, ouvre à 09:00"),
        ((2026, 11, 27, 17, 30), "Fermé maintenant, ouvre lundi à 09:00"),
        ((2026, 7, 14, 10, 0), "Fermé maintenant, ouvre mercredi à 09:00"),  # a public holiday
    ],
)
def test_it_is_open_or_not(
    describe: Describe,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    moment: tuple[int, ...],
    text: str,
) -> None:
    describe("Arrêt Minute", place(opening_hours=HOURS))
    assert (
        'data-open-now="/wiki/Arr%C3%AAt_Minute/sheet/now"' in client.get("/wiki/Arrêt_Minute").text
    )
    assert _said(client, monkeypatch, *moment) == text


def test_the_hour_is_that_of_the_place(
    describe: Describe, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe("Arrêt Minute", place(opening_hours=HOURS, commune="97411"))  # Saint-Denis, Réunion
    assert _said(client, monkeypatch, 2026, 11, 26, 6, 0).startswith("Ouvert maintenant")
    assert _said(client, monkeypatch, 2026, 11, 26, 16, 0).startswith("Fermé maintenant")


def test_an_answer_is_kept_no_longer_than_it_is_right(
    describe: Describe, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe("Arrêt Minute", place(opening_hours=HOURS))
    moment = datetime(2026, 11, 26, 16, 59, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert client.get(NOW).headers["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("values", [{}, {"opening_hours": HOURS, "status": "closed"}])
def test_nothing_is_said_of_what_nobody_knows(
    describe: Describe, client: FlaskClient, values: dict[str, Any]
) -> None:
    describe("Arrêt Minute", place(**values))
    assert client.get(NOW).json == {"text": ""}
    assert "data-open-now" not in client.get("/wiki/Arrêt_Minute").text
