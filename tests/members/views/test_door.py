"""Signing in over HTTP: a new session, no trip elsewhere, doors open on a private wiki."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import PASSWORD, post
from wiki.members.queries import SESSION_KEY
from wiki.site.service import change_settings


@pytest.fixture
def site(app: Flask) -> Flask:
    """A wiki with its people."""
    with app.app_context():
        people.make_all()
    return app


def enter(client: FlaskClient, password: str = PASSWORD, **more: str) -> int:
    fields = {"identifier": "charlie@exemple.fr", "password": password, **more}
    return post(client, "/login", **fields).status_code


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def set_site(site: Flask, **values: object) -> None:
    with site.app_context():
        change_settings(people.make("alice"), values)


def test_signing_in_and_out(site: Flask, client: FlaskClient) -> None:
    assert not is_in(client)
    assert enter(client) == 303
    assert is_in(client)
    assert post(client, "/logout").status_code == 303
    assert not is_in(client)


def test_the_session_is_a_new_one(site: Flask, client: FlaskClient) -> None:
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        planted[SESSION_KEY] = "a key that somebody else knows"
    before = people.csrf(client)
    enter(client)
    with client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept[SESSION_KEY] != "a key that somebody else knows"
    answer = client.post("/account", data={"csrf_token": before, "name": "x"})
    assert answer.status_code == 403  # the token of before sign-in is void as well


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    site: Flask, client: FlaskClient
) -> None:
    enter(client)
    cookie = client.get_cookie("wiki_session")
    assert cookie is not None
    thief = site.test_client()
    thief.set_cookie("wiki_session", cookie.value)
    assert is_in(thief)
    post(client, "/logout")
    assert not is_in(thief)


def test_the_cookie_is_out_of_reach(site: Flask, client: FlaskClient) -> None:
    answer = post(client, "/login", identifier="charlie", password=PASSWORD, remembered="1")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires=" in cookie
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_password_keeps_what_was_typed_but_itself(site: Flask, client: FlaskClient) -> None:
    answer = post(client, "/login", identifier="charlie@exemple.fr", password="cheval agrafe")
    assert answer.status_code == 403
    assert 'value="charlie@exemple.fr"' in answer.text
    assert "cheval agrafe" not in answer.text
    assert "ne vont pas ensemble" in answer.text


def test_unknown_and_known_address_have_one_page(site: Flask, client: FlaskClient) -> None:
    pages = []
    for who in ("charlie@exemple.fr", "nobody@exemple.fr"):
        answer = post(client, "/login", identifier=who, password="cheval agrafe")
        text = answer.text.replace(who, "")
        pages.append((answer.status_code, re.sub(r'csrf_token" value="[^"]+"', "", text)))
    assert pages[0] == pages[1]


def test_a_form_from_elsewhere_is_refused(site: Flask, client: FlaskClient) -> None:
    answer = client.post("/login", data={"identifier": "charlie", "password": PASSWORD})
    assert answer.status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("path", ["/wiki/Accueil", "/members?q=a"])
def test_one_goes_on_where_one_was_going(site: Flask, client: FlaskClient, path: str) -> None:
    answer = post(client, "/login", identifier="charlie", password=PASSWORD, next=path)
    assert answer.headers["Location"] == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//exemple.fr",
        "https://exemple.fr",
        "/\\exemple.fr",
        "/\t/exemple.fr",
        "javascript:alert(1)",
    ],
)
def test_but_never_to_another_site(site: Flask, client: FlaskClient, elsewhere: str) -> None:
    page = client.get("/login", query_string={"next": elsewhere})
    assert 'name="next" value=""' in page.text
    answer = post(client, "/login", identifier="charlie", password=PASSWORD, next=elsewhere)
    assert answer.headers["Location"] == "/welcome/first"
    again = client.get("/login", query_string={"next": elsewhere})
    assert again.headers["Location"] == "/"
    switched = client.get("/language/en", query_string={"next": elsewhere})
    assert switched.headers["Location"] == "/"


def test_too_many_tries_get_429(site: Flask, client: FlaskClient) -> None:
    statuses = [enter(client, "cheval agrafe") for _ in range(6)]
    assert statuses == [403] * 5 + [429]


@pytest.mark.parametrize("path", ["/login", "/reset", "/site.css", "/language/en"])
def test_the_doors_of_a_private_wiki_stay_open(site: Flask, client: FlaskClient, path: str) -> None:
    set_site(site, visibility="private")
    assert client.get(path).status_code < 400


@pytest.mark.parametrize("path", ["/members", "/rights", "/account", "/invitations"])
def test_the_rest_is_for_its_members(site: Flask, client: FlaskClient, path: str) -> None:
    set_site(site, visibility="private")
    answer = client.get(path)
    assert answer.status_code == 403
    assert "/login" in answer.text
    assert enter(client) == 303
    assert client.get("/members").status_code == 200


def test_a_closed_account_is_out_on_its_next_click(site: Flask, client: FlaskClient) -> None:
    enter(client)
    alice = site.test_client()
    people.sign_in(alice, site, "alice")
    with site.app_context():
        from wiki.members.queries import members_named

        uid = members_named("charlie")[0].uid
    post(alice, f"/admin/people/{uid}/deactivate")
    assert not is_in(client)


def test_a_forgotten_password(site: Flask, client: FlaskClient) -> None:
    known = post(client, "/reset", email="charlie@exemple.fr")
    unknown = post(client, "/reset", email="nobody@exemple.fr")
    assert known.headers["Location"] == unknown.headers["Location"] == "/sent/reset"
    with site.app_context():
        (mail,) = people.mails()
    path = people.link_in(mail)
    assert client.get(path).status_code == 200
    assert client.get(path).headers["Referrer-Policy"] == "no-referrer"
    assert post(client, path, password="court").status_code == 422
    assert post(client, path, password="un autre mot, tout neuf").status_code == 303
    assert post(client, path, password="un autre mot, tout neuf").status_code == 404
    assert enter(client) == 403
    assert enter(client, "un autre mot, tout neuf") == 303


def test_the_language_is_chosen(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/login")
    assert answer.headers["Location"] == "/login"
    assert '<html lang="en"' in client.get("/login").text
    assert client.get("/language/xx").status_code == 404


@pytest.mark.parametrize("door", ["reset", "confirm", "invitation", "first-run", "address"])
def test_a_forged_link_says_what_to_do(site: Flask, client: FlaskClient, door: str) -> None:
    answer = client.get(f"/{door}/x")
    assert answer.status_code == 404
    assert "emandez-en" in answer.text
    assert post(client, f"/{door}/x").status_code == 404


def test_there_is_no_door_in_a_host(site: Flask) -> None:
    site.extensions["wiki"].is_standalone = False
    for path in ("/login", "/reset", "/register", "/first-run/x", "/demo-login/x"):
        assert site.test_client().get(path).status_code == 404
    assert site.test_client().get("/language/en").status_code == 302
