"""Tokens over HTTP: shown once, listed, taken back; never with another's."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import post


@pytest.fixture
def charlie(app: Flask, client: FlaskClient) -> FlaskClient:
    """Charlie's browser."""
    people.sign_in(client, app, "charlie")
    return client


def make(charlie: FlaskClient, **more: object) -> str:
    fields = {"name": "mon script", "scope": ["read", "edit"], "days": "30", **more}
    answer = post(charlie, "/account/tokens", **fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r'<code id="made">(wiki_[^<]+)</code>', answer.text)
    assert found
    return found[1]


def test_a_token_is_shown_once_and_listed(charlie: FlaskClient) -> None:
    token = make(charlie)
    again = charlie.get("/account/tokens").text
    assert "mon script" in again
    assert token not in again


def test_it_is_taken_back(app: Flask, charlie: FlaskClient) -> None:
    headers = {"Authorization": f"Bearer {make(charlie)}"}
    assert app.test_client().get("/members", headers=headers).status_code == 200
    found = re.search(r"/account/tokens/(\w+)/delete", charlie.get("/account/tokens").text)
    assert found
    bob = app.test_client()
    people.sign_in(bob, app, "bob")
    assert post(bob, found[0]).status_code == 404
    assert post(charlie, found[0]).status_code == 303
    assert app.test_client().get("/members", headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": ""}, "name"), ({"scope": []}, "scope"), ({"scope": ["x"]}, "scope")],
)
def test_a_refused_form_keeps_what_was_chosen(
    charlie: FlaskClient, more: dict[str, object], field: str
) -> None:
    fields: dict[str, object] = {"name": "mon script", "scope": ["edit"], "days": "30", **more}
    answer = post(charlie, "/account/tokens", **fields)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text


def test_a_member_is_offered_no_right_above_their_own(charlie: FlaskClient) -> None:
    shown = charlie.get("/account/tokens").text
    assert 'value="edit"' in shown
    assert 'value="manage_site"' not in shown


@pytest.mark.parametrize("header", ["Bearer x", "bearer  ", "Bearer é", "Bearer a b"])
def test_a_wrong_token_is_refused_even_on_a_public_page(client: FlaskClient, header: str) -> None:
    assert client.get("/members", headers={"Authorization": header}).status_code == 403
