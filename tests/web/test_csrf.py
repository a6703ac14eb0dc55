"""No form is taken that this wiki did not give to this browser."""

from __future__ import annotations

from collections.abc import Callable
from time import time as present

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from tests import people


@pytest.fixture
def charlie(app: Flask) -> FlaskClient:
    """Charlie's browser."""
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    return client


#: A mail program sends it by itself (RFC 8058): its address, which is signed, is the proof.
WITHOUT = {"wiki.census.door.stop"}


def test_every_address_that_changes_something_wants_the_token(
    app: Flask, charlie: FlaskClient
) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in WITHOUT:
            continue
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, 1))
            answer = charlie.open(path, method=method)
            assert answer.status_code == 403, (rule.endpoint, method)
            assert "ouvert depuis trop longtemps" in answer.get_data(as_text=True).replace(
                "\\u2019", "’"
            ), rule.endpoint


@pytest.mark.parametrize("token", [None, "", "x", "ImFiYyI.x.y"])
def test_a_token_that_is_missing_or_forged_is_refused(
    charlie: FlaskClient, token: str | None
) -> None:
    data = {"body": "Ce que j’écris"} | ({} if token is None else {"csrf_token": token})
    answer = charlie.post("/preview", data=data)
    assert answer.status_code == 403
    assert "Ce que j’écris" in answer.text


def test_the_token_may_stand_in_a_header(charlie: FlaskClient) -> None:
    headers = {"X-CSRFToken": people.csrf(charlie)}
    assert charlie.post("/preview", data={"body": "Un"}, headers=headers).status_code == 200


def test_a_token_lives_as_long_as_its_session(
    charlie: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page left open for two days is not a page lost."""
    people.csrf(charlie)
    signer = URLSafeTimedSerializer(str(charlie.application.secret_key), salt="wtf-csrf-token")
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: present() - 2 * 24 * 3600)
    token = signer.dumps("0123456789abcdef")
    monkeypatch.undo()
    answer = charlie.post("/preview", data={"body": "Un", "csrf_token": token})
    assert answer.status_code == 200


def test_signing_out_ends_it(charlie: FlaskClient) -> None:
    token = people.csrf(charlie)
    people.post(charlie, "/logout")
    assert charlie.post("/preview", data={"body": "Un", "csrf_token": token}).status_code == 403


def test_two_wikis_do_not_share_tokens(make_app: Callable[..., Flask]) -> None:
    ours, theirs = make_app().test_client(), make_app().test_client()
    token = people.csrf(theirs)
    with ours.session_transaction() as kept:
        kept["csrf_token"] = "0123456789abcdef"
    assert ours.post("/preview", data={"body": "Un", "csrf_token": token}).status_code == 403
