"""The map for other sites."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place
from wiki.kernel.permissions import Actor
from wiki.places.frames import framing_sites
from wiki.places.views.embed import FRAMES
from wiki.site.service import change_settings


def test_nobody_frames_it_until_a_setting_names_them(
    describe: Describe, client: FlaskClient, ask: Any, alice: Actor
) -> None:
    describe("Arrêt Minute", place())
    answer = client.get("/map/embed?departement=33")
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    ask(change_settings, alice, {FRAMES: "https://exemple.fr"})
    answer = client.get("/map/embed?departement=33")
    assert "frame-ancestors https://exemple.fr;" in f"{answer.headers['Content-Security-Policy']};"
    assert "Set-Cookie" not in answer.headers
    assert 'data-source="/places.geojson?departement=33"' in answer.text
    assert 'href="/places?departement=33"' in answer.text  # the same in words
    assert client.get("/map").headers["Content-Security-Policy"].count("'none'") == 3


@pytest.mark.parametrize(
    ("written", "sites"),
    [
        (
            "https://exemple.fr/\nhttps://*.exemple.fr:8080",
            ["https://exemple.fr", "https://*.exemple.fr:8080"],
        ),
        ("*\n'self'; script-src *\nexemple.fr\nhttps://a b\njavascript://x", []),
        ("", []),
    ],
)
def test_only_addresses_of_sites_are_taken(written: str, sites: list[str]) -> None:
    assert framing_sites(written) == sites
