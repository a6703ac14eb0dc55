"""Communes offered while one types."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_offers_communes_with_what_tells_them_apart(client: FlaskClient) -> None:
    found = client.get("/communes?q=pomerol").json
    assert found is not None
    assert found[0] == {
        "insee": "33328",
        "name": "Pomerol",
        "label": "Pomerol (33500, Gironde)",
        "text": "Pomerol (33500)",
        "lat": 44.9333,
        "lon": -0.2,
    }


def test_says_a_former_name(client: FlaskClient) -> None:
    (found,) = client.get("/communes?q=cordieux").json or []
    assert found["label"] == "Montluel (01120, Ain), autrefois Cordieux"


def test_offers_ten_at_most(client: FlaskClient) -> None:
    assert len(client.get("/communes?q=saint").json or []) == 10


@pytest.mark.parametrize("query", ["", "?q=", "?q=zzzz", "?q=%00", "?q=" + "x" * 5000])
def test_offers_nothing_for_nothing(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/communes{query}")
    assert (answer.status_code, answer.json) in ((200, []), (400, None))
