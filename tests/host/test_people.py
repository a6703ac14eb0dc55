"""The host's users become the members; nobody else's session is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.testing import FlaskClient

from tests.host.conftest import form_of, write
from wiki.members import queries
from wiki.members.service import tokens


class Watched(SecureCookieSession):
    """A session that remembers what was looked at in it."""

    looked: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        self.looked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.looked.add(key)
        return super().get(key, default)


class Watching(SecureCookieSessionInterface):
    """Gives watched sessions."""

    session_class = Watched


def save_as(client: FlaskClient, title: str, body: str) -> int:
    """Fill in the edit form and send it; the status of the answer."""
    address = f"/docs/wiki/{title}/edit"
    sent = form_of(client, address) | {"body": body}
    return client.post(address, data=sent).status_code


def test_a_user_of_the_host_writes_as_a_member(host: Flask, alice: FlaskClient) -> None:
    assert save_as(alice, "Accueil", "Bienvenue.") == 303
    page = alice.get("/docs/wiki/Accueil/history").text
    assert "alice" in page
    with host.app_context():
        assert queries.actor_known_to_host("host-alice").name == "alice"


def test_a_visitor_of_the_host_does_not_write(visitor: FlaskClient) -> None:
    assert visitor.get("/docs/wiki/Accueil/edit").status_code == 403


def test_the_hosts_roles_are_followed(host: Flask) -> None:
    alice, bob = host.test_client(), host.test_client()
    alice.get("/sign-in/alice")
    bob.get("/sign-in/bob")
    write(host, "Accueil", "Bienvenue.")
    assert alice.get("/docs/wiki/Accueil/protect").status_code == 200
    assert bob.get("/docs/wiki/Accueil/protect").status_code == 403
    assert bob.get("/docs/wiki/Accueil/edit").status_code == 200


def test_a_number_may_name_the_user(make_host: Callable[..., Flask]) -> None:
    host = make_host(current_user=lambda: (7, "bob", ()))
    assert host.test_client().get("/docs/wiki/Accueil/edit").status_code == 200
    with host.app_context():
        assert queries.actor_known_to_host("7").name == "bob"


def test_addresses_to_sign_in_are_not_there(visitor: FlaskClient) -> None:
    for address in ("/docs/login", "/docs/reset", "/docs/register"):
        assert visitor.get(address).status_code == 404


def test_nobody_is_invited_where_the_accounts_are_the_hosts(alice: FlaskClient) -> None:
    for address in ("/docs/admin", "/docs/admin/people", "/docs/members"):
        screen = alice.get(address)
        assert screen.status_code == 200
        assert "/docs/invitations" not in screen.text
    refused = alice.get("/docs/invitations")
    assert refused.status_code == 403
    assert "c’est là que l’on invite" in refused.text.replace("\u00a0", " ")


def test_a_reader_without_a_user_looks_at_no_session(make_host: Callable[..., Flask]) -> None:
    host = make_host(current_user=None)
    host.session_interface = Watching()
    write(host, "Accueil", "Bienvenue.")
    client = host.test_client()
    client.get("/sign-in/alice")
    Watched.looked.clear()
    answer = client.get("/docs/wiki/Accueil")
    assert answer.status_code == 200
    assert Watched.looked <= {"_permanent"}  # Flask itself, for every answer
    assert "Set-Cookie" not in answer.headers


def test_the_host_is_asked_once_for_each_request(make_host: Callable[..., Flask]) -> None:
    asked = []

    def current_user() -> tuple[str, str, tuple[str, ...]] | None:
        asked.append(session.get("who"))
        return None

    host = make_host(current_user=current_user)
    write(host, "Accueil", "Bienvenue.")
    client = host.test_client()
    assert client.get("/docs/wiki/Accueil").status_code == 200
    assert asked == [None]


def test_the_hosts_password_prompt_is_not_ours(host: Flask, alice: FlaskClient) -> None:
    write(host, "Accueil", "Bienvenue.")
    prompt = {"Authorization": "Basic YWxpY2U6c2VjcmV0"}
    assert alice.get("/docs/wiki/Accueil/edit", headers=prompt).status_code == 200
    refused = alice.post("/docs/wiki/Accueil/edit", data={"body": "x"}, headers=prompt)
    assert refused.status_code in (400, 403)


@pytest.mark.parametrize("checks", [True, False])
def test_a_form_without_its_token_is_refused(make_host: Callable[..., Flask], checks: bool) -> None:
    host = make_host(config={"WTF_CSRF_CHECK_DEFAULT": checks})
    client = host.test_client()
    client.get("/sign-in/alice")
    answer = client.post("/docs/wiki/Accueil/edit", data={"body": "forgé", "base": "0"})
    assert answer.status_code == 403
    assert "forgé" in answer.text  # what was typed is given back
    assert client.get("/docs/wiki/Accueil").status_code == 404


def test_the_hosts_forms_are_still_checked(host: Flask) -> None:
    @host.post("/note")
    def add_note() -> str:
        return "ajoutée"

    assert host.test_client().post("/note").status_code == 400


def test_a_program_needs_no_form(host: Flask, alice: FlaskClient) -> None:
    alice.get("/docs/wiki/Accueil/edit")  # she becomes a member
    with host.app_context():
        token = tokens.create_token(queries.actor_known_to_host("host-alice"), "essai", ("all",))
    answer = host.test_client().post(
        "/docs/preview", data={"body": "*oui*"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200
    assert "<em>oui</em>" in answer.text
