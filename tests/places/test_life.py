"""A place that is not open says so in words, and those that took over say from what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place
from wiki.places.life import Life, in_order, life_of
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import places

SignIn = Callable[[str], FlaskClient]


@pytest.mark.parametrize(
    ("values", "life"),
    [
        ({"status": "open", "closed_on": "2013"}, None),
        ({}, None),
        ({"status": "anything"}, None),
        ({"status": "closed", "closed_on": "2013-07"}, Life("closed", "2013-07", "")),
        ({"status": "moved", "moved_to": "Le Quai"}, Life("moved", "", "Le Quai")),
        ({"status": "paused", "moved_to": "Le Quai"}, Life("paused", "", "")),
        ({"status": "project", "opened_on": "2027"}, Life("project", "2027", "")),
    ],
)
def test_what_a_page_says_of_a_life(values: dict[str, Any], life: Life | None) -> None:
    assert life_of(values) == life


def test_those_that_ended_come_last() -> None:
    keys = [in_order("a", "closed"), in_order("z", "open"), in_order("b", "moved")]
    assert sorted(keys) == [keys[1], keys[0], keys[2]]


def told(client: FlaskClient, title: str) -> str:
    text = client.get(f"/wiki/{title}").text.partition("<article")[0]
    text = re.sub(r"<[^>]+>", " ", text.replace("\u00a0", " ").replace("\u202f", " "))
    return re.sub(r"\s+", " ", text)


def test_a_closed_place_keeps_its_memory(client: FlaskClient, describe: Describe) -> None:
    describe("Arrêt Minute", place())
    assert "Fermé depuis" not in client.get("/wiki/Arrêt_Minute").text
    describe("Arrêt Minute", place(status="closed", closed_on="2013-07"))
    assert "Fermé depuis juillet 2013." in told(client, "Arrêt_Minute")
    assert "Pomerol" in client.get("/wiki/Arrêt_Minute").text
    describe("Arrêt Minute", place(status="paused", closed_on="2013-07-09"))
    assert "Fermé pour un temps, depuis le 9 juillet 2013." in told(client, "Arrêt_Minute")


def test_a_place_that_moved_and_its_successor_name_each_other(
    client: FlaskClient, describe: Describe
) -> None:
    describe("Le Quai", place(name="Le Quai"))
    client.get("/wiki/Le_Quai")
    describe("Arrêt Minute", place(status="moved", moved_to="Le Quai"))
    assert "Ce lieu a déménagé. Voir : Le Quai" in told(client, "Arrêt_Minute")
    assert "A pris la suite de : Arrêt Minute" in told(client, "Le_Quai")
    describe("Arrêt Minute", place())
    assert "A pris la suite de" not in told(client, "Le_Quai")


def test_closed_places_come_last_in_lists(describe: Describe, inside: Flask) -> None:
    describe("Arrêt Minute", place(status="closed"))
    describe("Le Quai", place(name="Le Quai"))
    first = places(PlaceFilter(), size=1)
    assert [one.name for one in first.rows] == ["Le Quai"]
    assert [one.name for one in places(PlaceFilter(), after=first.next_key).rows] == [
        "Arrêt Minute"
    ]
