"""The feed of the places."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place

ATOM = "{http://www.w3.org/2005/Atom}"


def _titles(client: FlaskClient, asked: str = "") -> list[str | None]:
    answer = client.get(f"/places.atom{asked}")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)  # noqa: S314 - ours
    return [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]


def test_new_and_changed_places_come_newest_first(describe: Describe, client: FlaskClient) -> None:
    assert _titles(client) == []
    describe("Un", place(name="Un & deux"))
    describe("Trois", place(name="Trois", commune="48095"))
    describe("Un", place(name="Un & deux", status="paused"))
    assert _titles(client) == ["Un & deux", "Trois — nouveau"]
    assert _titles(client, "?departement=48") == ["Trois — nouveau"]
    shown = client.get("/places?departement=48").text
    assert 'href="/places.atom?departement=48"' in shown


@pytest.mark.parametrize("asked", ["?on=hier", "?near=zzz"])
def test_refuses_what_the_directory_refuses(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/places.atom{asked}").status_code == 422
