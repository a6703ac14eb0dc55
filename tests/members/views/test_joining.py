"""Joining over HTTP: sign-up, invitations, the first administrator."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import PASSWORD, post
from wiki.kernel.permissions import Role
from wiki.members.queries import members_named
from wiki.members.service.invitations import invite
from wiki.members.service.joining import first_run_code
from wiki.site.service import change_settings

ERIN = {"name": "Erin", "email": "erin@exemple.fr", "password": PASSWORD}


@pytest.fixture
def site(app: Flask) -> Flask:
    """A wiki that anyone may join."""
    with app.app_context():
        change_settings(people.make_all()["alice"], {"joining": "open"})
    return app


def last_link(site: Flask) -> str:
    with site.app_context():
        return people.link_in(people.mails()[-1])


def test_signing_up(site: Flask, client: FlaskClient) -> None:
    assert client.get("/register").status_code == 200
    assert post(client, "/register", **ERIN).headers["Location"] == "/sent/join"
    assert client.get("/sent/join").status_code == 200
    path = last_link(site)
    assert "erin@exemple.fr" in client.get(path).text
    wrong = post(client, path, name="Erin", password="cheval agrafe")
    assert wrong.status_code == 403
    assert "Ce n’est pas le bon mot de passe" in wrong.text
    assert post(client, path, name="Erin", password=PASSWORD).status_code == 303
    assert "Bienvenue" in client.get("/welcome").text


def test_a_known_address_gets_the_same_page(site: Flask, client: FlaskClient) -> None:
    known = post(client, "/register", **(ERIN | {"email": "bob@exemple.fr"}))
    assert known.headers["Location"] == "/sent/join"
    with site.app_context():
        (mail,) = people.mails()
    assert (mail.recipient, mail.subject) == ("bob@exemple.fr", "Vous avez déjà un compte")


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [("name", "", 422), ("name", "alice", 409), ("email", "erin", 422), ("password", "court", 422)],
)
def test_what_was_typed_comes_back(
    site: Flask, client: FlaskClient, field: str, value: str, status: int
) -> None:
    answer = post(client, "/register", **(ERIN | {field: value}))
    assert answer.status_code == status
    assert f'id="f-{field}-error"' in answer.text
    kept = "erin@exemple.fr" if field != "email" else "Erin"
    assert f'value="{kept}"' in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize(
    ("joining", "words"), [("invitation", "par invitation"), ("closed", "n’accueille personne")]
)
def test_a_wiki_that_is_not_open_says_so(
    site: Flask, client: FlaskClient, joining: str, words: str
) -> None:
    with site.app_context():
        change_settings(people.make("alice"), {"joining": joining})
    assert words in client.get("/register").text
    assert post(client, "/register", **ERIN).status_code == 403


def test_an_invitation_by_mail(site: Flask, client: FlaskClient) -> None:
    alice = site.test_client()
    people.sign_in(alice, site, "alice")
    made = post(alice, "/invitations", email="erin@exemple.fr", role="steward", days="7", uses="1")
    assert made.status_code == 200
    path = last_link(site)
    assert path in made.text
    assert "alice vous invite" in client.get(path).text
    assert post(client, path, **ERIN).headers["Location"] == "/welcome"
    assert client.get("/account").status_code == 200
    assert post(site.test_client(), path, **ERIN).status_code == 404


def test_an_invitation_by_link_proves_the_address_first(site: Flask, client: FlaskClient) -> None:
    with site.app_context():
        token = invite(people.make("alice"), Role.READER)
    assert post(client, f"/invitation/{token}", **ERIN).headers["Location"] == "/sent/join"
    assert post(client, last_link(site), name="Erin", password=PASSWORD).status_code == 303
    with site.app_context():
        (erin,) = members_named("Erin")
        assert people.queries.actor_of_member(erin).role() is Role.READER


def test_a_refused_invitation_keeps_what_was_typed(site: Flask, client: FlaskClient) -> None:
    with site.app_context():
        token = invite(people.make("alice"), Role.READER)
    answer = post(client, f"/invitation/{token}", **(ERIN | {"password": "court"}))
    assert answer.status_code == 422
    assert 'value="Erin"' in answer.text


def test_the_first_administrator(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = first_run_code()
    assert client.get(f"/first-run/{code}").status_code == 200
    weak = post(client, f"/first-run/{code}", **(ERIN | {"password": "court"}))
    assert weak.status_code == 422
    done = post(client, f"/first-run/{code}", **ERIN)
    assert done.headers["Location"] == "/admin/settings"
    assert client.get("/admin/settings").status_code == 200
    assert app.test_client().get(f"/first-run/{code}").status_code == 404


def test_mails_lead_to_the_public_address(make_app: object) -> None:
    site = make_app(WIKI_PUBLIC_URL="https://wiki.exemple.fr")  # type: ignore[operator]
    with site.app_context():
        people.make_all()
    client = site.test_client()
    answer = client.post(
        "/reset",
        base_url="https://wiki.exemple.fr",
        data={"email": "bob@exemple.fr", "csrf_token": "forged"},
    )
    assert answer.status_code == 403
    with site.test_request_context("/", base_url="http://localhost:8080"):
        from wiki.members.views.letters import public_url

        url = public_url("wiki.members.door.reset", code="x")
    assert url == "https://wiki.exemple.fr/reset/x"
