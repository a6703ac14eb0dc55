"""Passkeys over HTTP: added from one's account, asked for at the door, by its own browser."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.members.authenticator import Device
from tests.people import PASSWORD, post

WRONG = "La réponse de cette clé d’accès n’est pas la bonne"


def options(client: FlaskClient, path: str, **fields: object) -> dict[str, Any]:
    answer = post(client, path, **fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.json or {})


def add(client: FlaskClient, name: str = "Téléphone") -> Device:
    """Adds one as a person does."""
    device = Device()
    given = options(client, "/account/passkeys/options", name=name, password=PASSWORD)
    answer = post(client, "/account/passkeys", name=name, answer=device.make(given))
    assert answer.headers["Location"] == "/account/passkeys?told=added"
    return device


def test_it_is_added_signed_in_with_renamed_and_removed(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    assert "pas encore de clé" in client.get("/account/passkeys").text
    device = add(client)
    assert "Une clé d’accès ouvre votre compte" in client.get("/account").text
    given = options(client, "/account/passkeys/options", name="x", password=PASSWORD)
    assert len(given["excludeCredentials"]) == 1
    assert given["authenticatorSelection"]["residentKey"] == "required"

    other = app.test_client()
    answer = device.sign(options(other, "/login/passkey/options"))
    third = app.test_client()
    options(third, "/login/passkey/options")
    refused = post(third, "/login/passkey", answer=answer, next="/members")  # of another browser
    assert refused.status_code == 403
    assert WRONG in refused.text
    assert 'value="/members"' in refused.text
    entered = post(other, "/login/passkey", answer=answer, next="/members")
    assert entered.headers["Location"] == "/members"
    assert "charlie" in other.get("/account").text
    assert post(other, "/login/passkey", answer=answer).status_code == 403  # once

    shown = client.get("/account/passkeys").text
    uid = shown.partition("/account/passkeys/")[2].partition("/rename")[0]
    uid = uid.rpartition("/")[2]
    renamed = post(client, f"/account/passkeys/{uid}/rename", name="Bureau")
    assert renamed.headers["Location"] == "/account/passkeys?told=renamed"
    refused = post(client, f"/account/passkeys/{uid}/rename", name="x" * 61)
    assert (refused.status_code, f'href="#f-name-{uid}"' in refused.text) == (422, True)
    assert refused.text.count(f'id="f-name-{uid}-error"') == refused.text.count("x" * 61) == 1
    assert '<details class="disclosure" open>' in refused.text
    assert 'id="f-name-error"' not in refused.text
    assert "Bureau" in client.get("/account/passkeys").text
    gone = post(client, f"/account/passkeys/{uid}/delete")
    assert gone.headers["Location"] == "/account/passkeys?told=removed"
    assert post(client, f"/account/passkeys/{uid}/delete").status_code == 404
    answer = device.sign(options(third, "/login/passkey/options"))
    assert "ne connaît pas cette clé" in post(third, "/login/passkey", answer=answer).text


def test_it_stands_for_the_code_after_the_password(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    device = add(client)
    refused = post(client, "/account/passkeys/factor", password="faux")
    assert (refused.status_code, 'id="f-factor-password-error"' in refused.text) == (422, True)
    assert '<details class="disclosure" open>' in refused.text
    assert 'id="f-password-error"' not in refused.text
    codes = post(client, "/account/passkeys/factor", password=PASSWORD).text
    uid = codes.partition("/rename")[0].rpartition("/")[2]
    kept = post(client, f"/account/passkeys/{uid}/delete")
    assert (kept.status_code, f'id="f-remove-{uid}"' in kept.text) == (409, True)
    assert codes.count("<li><code>") == 10
    assert "demande aussi une clé d’accès" in client.get("/account/second-factor").text
    other = app.test_client()
    post(other, "/login", identifier="charlie", password=PASSWORD, next="/members")
    shown = other.get("/login/code?next=/members").text
    assert "Entrer avec une clé d’accès" in shown
    given = options(other, "/login/passkey/options")
    assert len(given["allowCredentials"]) == 1
    wrong = post(other, "/login/passkey", answer="{}", next="/members")
    assert (wrong.status_code, WRONG in wrong.text) == (403, True)
    assert "secours" in wrong.text
    given = options(other, "/login/passkey/options")
    entered = post(other, "/login/passkey", answer=device.sign(given), next="/members")
    assert entered.headers["Location"] == "/members"


def test_who_goes_back_to_the_door_may_be_somebody_else(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    device = add(client)
    bobs = app.test_client()
    people.sign_in(bobs, app, "bob")
    add(bobs)
    post(bobs, "/account/passkeys/factor", password=PASSWORD)
    shared = app.test_client()
    post(shared, "/login", identifier="bob", password=PASSWORD)
    shared.get("/login")
    given = options(shared, "/login/passkey/options")
    assert given["allowCredentials"] == []
    assert post(shared, "/login/passkey", answer=device.sign(given)).status_code == 303


def test_says_why_in_json_before_the_device_is_asked(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "charlie")
    sent = {"csrf_token": people.csrf(client), "name": "x", "password": "faux"}
    answer = client.post(
        "/account/passkeys/options", data=sent, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json["detail"] == "Ce n’est pas le bon mot de passe."


def test_keys_are_made_at_the_public_address_alone(make_app: Any) -> None:
    app = make_app(WIKI_PUBLIC_URL="https://wiki.exemple.fr/")
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    assert "à l’adresse publique" in client.get("/account/passkeys").text
    assert "f-passkey" not in app.test_client().get("/login").text
    assert post(client, "/account/passkeys/options", name="x").status_code == 403
    there = app.test_client().get("/login", base_url="https://wiki.exemple.fr")
    assert "f-passkey" in there.text


@pytest.mark.parametrize("path", ["options", "factor", "no/rename", "no/delete"])
def test_refuses_a_visitor(client: FlaskClient, path: str) -> None:
    assert post(client, f"/account/passkeys/{path}", name="x").status_code == 403
