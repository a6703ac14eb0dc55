"""Inviting over HTTP."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import post

LINK = {"email": "", "role": "member", "days": "14", "uses": "many"}


@pytest.fixture
def bob(app: Flask, client: FlaskClient) -> FlaskClient:
    """Bob's browser."""
    people.sign_in(client, app, "bob")
    return client


def test_a_link_is_shown_once_and_listed(bob: FlaskClient) -> None:
    made = post(bob, "/invitations", **LINK)
    found = re.search(r'<code id="made">http://localhost(/invitation/[^<]+)</code>', made.text)
    assert found
    again = bob.get("/invitations").text
    assert found[1] not in again
    assert "ouverte" in again


def test_it_is_made_again_and_taken_back(app: Flask, bob: FlaskClient) -> None:
    first = re.search(r"/invitation/[\w-]+", post(bob, "/invitations", **LINK).text)
    again = re.search(r"/invitations/\w+/again", bob.get("/invitations").text)
    assert first
    assert again
    second = re.search(r"/invitation/[\w-]+", post(bob, again[0]).text)
    assert second
    visitor = app.test_client()
    assert visitor.get(first[0]).status_code == 404
    assert visitor.get(second[0]).status_code == 200
    assert post(bob, again[0].replace("again", "revoke")).status_code == 303
    assert visitor.get(second[0]).status_code == 404


def test_a_refused_form_keeps_what_was_typed(bob: FlaskClient) -> None:
    answer = post(bob, "/invitations", **(LINK | {"email": "erin@", "days": "7"}))
    assert answer.status_code == 422
    assert 'value="erin@"' in answer.text
    assert 'value="7"' in answer.text
    assert post(bob, "/invitations", **(LINK | {"role": "administrator"})).status_code == 403
    assert post(bob, "/invitations", **(LINK | {"role": "chef"})).status_code == 422
    assert post(bob, "/invitations", **(LINK | {"days": "-1"})).status_code == 422


def test_bob_offers_membership_at_most(bob: FlaskClient) -> None:
    page = bob.get("/invitations").text
    assert 'value="member"' in page
    assert 'value="steward"' not in page


@pytest.mark.parametrize("who", ["charlie", ""])
def test_who_may_not_invite(app: Flask, who: str) -> None:
    client = app.test_client()
    if who:
        people.sign_in(client, app, who)
    assert client.get("/invitations").status_code == 403
    assert post(client, "/invitations", **LINK).status_code == 403
