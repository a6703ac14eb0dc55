"""What is kept in memory for everyone is only ever given to those who asked for that."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("actors")

PACKED = {"Accept-Encoding": "gzip"}


def test_the_packed_answer_of_one_address_is_not_given_for_another(client: FlaskClient) -> None:
    first = client.get("/api/v1/pages/Secret", headers=PACKED)
    second = client.get("/api/v1/pages/Autre", headers=PACKED)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert b"secret" not in gzip.decompress(second.data)


def test_a_long_header_does_not_store_a_page_under_another_language(client: FlaskClient) -> None:
    client.get("/wiki/Autre", headers={"Accept-Language": "xx," * 80 + "en"})
    english = client.get("/wiki/Autre", headers={"Accept-Language": "en"})
    assert b'<html lang="en"' in english.data


@pytest.mark.parametrize("path", ["/rien", "/wiki//Secret", "/static/rien.js", "/wiki/Rien"])
def test_every_answer_has_the_policy_also_where_there_is_no_address(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
