"""What every operation of the API has in common."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.members.service.tokens import create_token
from wiki.web import api


@pytest.fixture
def token(app: Flask) -> dict[str, str]:
    """The header of alice's programs."""
    with app.app_context():
        made = create_token(people.make("alice"), "essai", ("all",))
    return {"Authorization": f"Bearer {made}"}


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "api_json"),
        (b"", "application/json", 400, "api_json"),
        (b"\xff\xfe", "application/json", 400, "api_json"),
        (b"[" * 100_000, "application/json", 400, "api_json"),
        (b'{"body": ' + b"9" * 100_000 + b"}", "application/json", 400, "api_json"),
        (b'{"body": NaN}', "application/json", 422, "api_fields"),
        (b'{"body": "x"}', "text/plain", 415, "http_415"),
        (b"body=x", "application/x-www-form-urlencoded", 415, "http_415"),
        (b'{"body": "\\ud800"}', "application/json", 422, "api_fields"),
        (b'{"body": "x", "body": 1}', "application/json", 422, "api_fields"),
    ],
)
def test_refuses_a_body_that_cannot_be_read(
    client: FlaskClient,
    token: dict[str, str],
    body: bytes,
    content_type: str,
    status: int,
    code: str,
) -> None:
    headers = token | {"Content-Type": content_type}
    answer = client.post("/api/v1/preview", data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"


def test_takes_json_under_its_other_names(client: FlaskClient, token: dict[str, str]) -> None:
    headers = token | {"Content-Type": "application/json; charset=utf-8"}
    answer = client.post("/api/v1/preview", data='{"body": "été"}'.encode(), headers=headers)
    assert "été" in answer.get_json()["html"]


def test_a_signed_in_browser_needs_the_token_of_its_forms(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    answer = client.post("/api/v1/preview", json={"body": "x"})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf")


def test_an_unknown_address_is_a_problem_document(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    answer = client.delete("/api/v1/search")
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")


@pytest.mark.parametrize(
    ("header", "number"),
    [('"12"', 12), ("12", 12), ('W/"12"', 12), ("", None), ('"a"', None), ("9" * 400, None)],
)
def test_reads_the_number_of_an_etag(header: str, number: int | None) -> None:
    assert api.etag_number(header) == number
