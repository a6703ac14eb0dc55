"""What stands in the layout: nothing personal for a visitor, one's own for a member."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people


def test_a_visitors_page_opens_no_session(client: FlaskClient) -> None:
    answer = client.get("/members")
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_visitor_finds_the_way_in_and_comes_back_here(client: FlaskClient) -> None:
    assert 'href="/login?next=/members"' in client.get("/members").text
    assert 'href="/login"' in client.get("/login").text


def test_two_visitors_get_the_same_bytes(app: Flask) -> None:
    pages = {app.test_client().get("/members").data for _ in range(2)}
    assert len(pages) == 1


def test_a_member_finds_the_account_and_the_way_out(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    page = client.get("/members").text
    assert 'action="/logout"' in page
    assert 'href="/invitations"' not in page
    people.sign_in(client, app, "bob")
    assert 'href="/invitations"' in client.get("/members").text


@pytest.mark.parametrize("url", ["", "https://hote.exemple.fr/connexion"])
def test_in_a_host_the_way_in_is_the_hosts(make_app: Callable[..., Flask], url: str) -> None:
    app = make_app(WIKI_LOGIN_URL=url)
    app.extensions["wiki"].is_standalone = False
    page = app.test_client().get("/members").text
    assert "/login" not in page
    assert (url in page) is True
    assert ("Se connecter" in page) is bool(url)
