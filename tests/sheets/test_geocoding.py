"""The position of an address: proposed, never set unasked; a geocoder that is busy or silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.kernel.errors import Invalid
from wiki.kernel.outbound import Answer, Door, NoAnswerError, NotAskedError
from wiki.pages.queries.pages import get, head
from wiki.sheets import geocoding

URL = "https://geo.example.fr/geocodage"
#: An answer in the shape of Géoplateforme's.
FOUND = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-0.241483, 44.914702]},
            "properties": {
                "label": "96 Cours des Girondins 33500 Libourne",
                "score": 0.95,
                "housenumber": "96",
                "citycode": "33243",
                "type": "housenumber",
            },
        }
    ],
}


class Recorded(Door):
    """A door behind which an answer was recorded; keeps what it was asked."""

    said: Any = None
    asked: str = ""

    def ask(self, method: str, url: str, *, limit: int = 0) -> Answer:
        assert method == "GET"
        Recorded.asked = url
        if isinstance(Recorded.said, Exception):
            raise Recorded.said
        return Recorded.said  # type: ignore[no-any-return]


@pytest.fixture
def replay(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Gives ``replay(answer)``: what the geocoder says from now on."""
    monkeypatch.setitem(app.extensions["wiki"].options, "WIKI_GEOCODER_URL", URL)
    monkeypatch.setattr(geocoding, "door_to", lambda *_: Recorded("test"))
    return lambda said: setattr(Recorded, "said", said)


def _ok(data: Any) -> Answer:
    return Answer(200, {}, json.dumps(data).encode())


SENT = {
    "kind": "place",
    "base": "1",
    "field-name": "Arrêt Minute",
    "field-commune": "Libourne",
    "field-street": "96 cours des Girondins",
    "field-status": "open",
    "field-families": "coworking",
}
PATH = "/wiki/Arrêt_Minute/sheet"


def _values(ask: Any) -> dict[str, Any]:
    return dict(ask(lambda: head(get("Arrêt Minute")).sheet.values))


def test_a_position_is_proposed_then_chosen(
    replay: Callable[[Any], None],
    describe: Describe,
    sign_in: Callable[[str], FlaskClient],
    ask: Any,
) -> None:
    replay(_ok(FOUND))
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    shown = people.post(charlie, PATH, **SENT, action="locate")
    assert shown.status_code == 200
    assert "96 Cours des Girondins 33500 Libourne" in shown.text
    assert "citycode=33243" in Recorded.asked
    assert "position" not in _values(ask)
    assert people.post(charlie, PATH, **SENT).status_code == 303
    assert "position" not in _values(ask)
    chosen = {"base": "2", "take-position": "44.914702 -0.241483 address"}
    assert people.post(charlie, PATH, **SENT | chosen).status_code == 303
    found = {"lat": 44.914702, "lon": -0.241483, "precision": "address"}
    assert _values(ask)["position"] == found


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Answer(429, {"retry-after": "1"}), "geocoder_busy"),
        (Answer(500, {}), "geocoder_silent"),
        (Answer(200, {}, b"<html>"), "geocoder_silent"),
        (_ok({"features": [{"geometry": {"coordinates": [400, 0]}}]}), "geocoder_silent"),
        (_ok([]), "geocoder_silent"),
        (NoAnswerError("timeout"), "geocoder_silent"),
        (NotAskedError("inside"), "geocoder_silent"),
    ],
)
def test_what_goes_wrong_is_told(said: Any, code: str) -> None:
    Recorded.said = said
    with pytest.raises(Invalid) as refusal:
        geocoding.candidates(Recorded("test"), URL, "96 cours des Girondins", "33243")
    assert refusal.value.code == code


def test_what_was_typed_stays_when_nothing_answers(
    replay: Callable[[Any], None], describe: Describe, sign_in: Callable[[str], FlaskClient]
) -> None:
    replay(NoAnswerError("timeout"))
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    shown = people.post(charlie, PATH, **SENT, action="locate").text
    assert "ne répond pas" in shown
    assert "96 cours des Girondins" in shown
    nothing = people.post(charlie, PATH, **SENT | {"field-street": ""}, action="locate").text
    assert "écrivez d’abord" in nothing


def test_only_the_geocoder_of_the_setting_may_be_inside() -> None:
    door = geocoding.door_to("http://127.0.0.1:7878", "test")
    assert door.opened == {("127.0.0.1", 7878)}


def test_nothing_is_offered_without_a_setting(
    describe: Describe, sign_in: Callable[[str], FlaskClient]
) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    assert "Chercher où est" not in charlie.get(PATH).text
    assert "ne répond pas" in people.post(charlie, PATH, **SENT, action="locate").text


@pytest.mark.parametrize("text", ["", "1", "a b c d", "x y z"])
def test_a_position_that_is_none_is_not_taken(text: str) -> None:
    assert geocoding.chosen(text) in (None, ("x", "y", "z"))
