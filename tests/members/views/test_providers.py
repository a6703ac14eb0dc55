"""Coming in through a provider of accounts: a real one, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.members.views.test_second_factor import set_up
from tests.people import PASSWORD, post
from tests.provider import entry, provided
from wiki.kernel import clock
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members import queries
from wiki.members.queries.identities import identities_of
from wiki.members.service import accounts
from wiki.members.service.invitations import invite
from wiki.members.service.people import deactivate
from wiki.members.service.personal import data_of
from wiki.site.service import change_settings

BACK = "http://localhost/login/with/reseau/back"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provided(BACK) as address:
        yield address


@pytest.fixture
def app(make_app: Callable[..., Flask], issuer: str) -> Flask:
    return make_app(WIKI_OIDC=[entry(issuer)])


def answered(url: str, login: str) -> str:
    """Where the provider sends a browser whose person says to be so; "": who refuses."""
    with httpx.Client() as browser:
        answer = browser.get(url)
        for _ in range(8):
            if not answer.has_redirect_location:
                said = {"login": login} if login else {"no": "1"}
                answer = browser.post(str(answer.url), data=said)
                continue
            to = urljoin(str(answer.url), answer.headers["location"])
            if to.startswith(BACK):
                return to
            answer = browser.get(to)
    raise AssertionError(answer.text)


def come(client: FlaskClient, login: str, more: str = "") -> Any:
    """What the wiki answers to who comes from the provider."""
    left = client.get(f"/login/with/reseau{more}")
    assert left.status_code == 302, left.text
    parts = urlsplit(answered(left.headers["Location"], login))
    return client.get(f"{parts.path}?{parts.query}")


def set_joining(app: Flask, value: str, **more: object) -> None:
    with app.app_context():
        people.make("alice")
        change_settings(SYSTEM, {"joining": value, **more})


def join(client: FlaskClient, login: str, name: str = "") -> Any:
    answer = come(client, login)
    assert answer.headers["Location"] == "/login/joining", answer.text
    return post(client, "/login/joining", name=name or login)


def test_somebody_new_joins_leaves_and_comes_back(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open")
    assert "Se connecter avec Le réseau" in client.get("/login").text
    come(client, "eva", "?next=/members")
    shown = client.get("/login/joining").text
    assert "eva@exemple.fr" in shown
    assert post(client, "/login/joining", name="alice").status_code == 409
    assert post(client, "/login/joining", name="Eva").headers["Location"] == "/members"
    assert "eva@exemple.fr" in client.get("/account").text
    assert post(client, "/login/joining", name="Eva 2").status_code == 403  # once
    post(client, "/logout")
    assert client.get("/account").status_code == 403
    assert come(client, "eva", "?next=/changes").headers["Location"] == "/changes"
    with app.app_context():
        (eva,) = queries.members_named("Eva")
        told = data_of(queries.actor_of_member(eva))["members"]["identities"]
        assert (told[0]["subject"], told[0]["label"]) == ("eva", "eva@exemple.fr")


def test_an_address_that_is_not_verified_is_not_kept(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open", provider_addresses=True)
    with app.app_context():
        people.make("charlie")
    assert join(client, "unsure-charlie", "Un autre").status_code == 303
    with app.app_context():
        (made,) = queries.members_named("Un autre")
        account = queries.account_of(made.id)
        assert account is not None
        assert account.email is None


@pytest.mark.parametrize(
    ("joining", "sentence"), [("closed", "n’accueille personne"), ("invitation", "par invitation")]
)
def test_refuses_a_newcomer_where_the_site_does(
    app: Flask, client: FlaskClient, joining: str, sentence: str
) -> None:
    set_joining(app, joining)
    answer = come(client, "eva")
    assert answer.status_code == 403
    assert sentence in answer.text
    assert client.get("/login/joining").headers["Location"] == "/login"


def test_an_invitation_opens_the_door_once(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "invitation")
    with app.app_context():
        token = invite(people.make("alice"), Role.READER)
    assert f"invitation={token}" in client.get(f"/invitation/{token}").text
    come(client, "eva", f"?invitation={token}")
    assert post(client, "/login/joining", name="Eva").status_code == 303
    with app.app_context():
        (eva,) = queries.members_named("Eva")
        assert queries.actor_of_member(eva).role() is Role.READER
    answer = come(app.test_client(), "fred", f"?invitation={token}")
    assert (answer.status_code, "plus valable" in answer.text) == (404, True)


def test_an_account_of_the_same_address_is_opened_where_the_site_allows(
    app: Flask, client: FlaskClient
) -> None:
    set_joining(app, "open")
    with app.app_context():
        people.make("charlie")
    refused = come(client, "charlie")
    assert refused.status_code == 403
    assert "Un compte a déjà l’adresse charlie@exemple.fr" in refused.text
    set_joining(app, "open", provider_addresses=True)
    assert come(client, "charlie", "?next=/changes").headers["Location"] == "/changes"
    assert "charlie" in client.get("/account").text
    with app.app_context():
        assert len(people.mails("charlie@exemple.fr")) == 1


def test_a_member_links_sees_and_unlinks(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "closed")
    people.sign_in(client, app, "charlie")
    assert come(client, "eva").headers["Location"] == "/account/identities"
    assert "ouvrira votre compte" in client.get("/account/identities").text
    for wrong in ({}, {"password": "faux"}):
        refused = post(client, "/account/identities", **wrong)
        assert (refused.status_code, 'id="f-password"' in refused.text) == (422, True)
    linked = post(client, "/account/identities", password=PASSWORD)
    assert linked.headers["Location"] == "/account/identities?told=linked"
    assert post(client, "/account/identities", password=PASSWORD).status_code == 403  # once
    other = app.test_client()
    assert come(other, "eva", "?next=/changes").headers["Location"] == "/changes"
    bob = app.test_client()
    people.sign_in(bob, app, "bob")
    come(bob, "eva")
    taken = post(bob, "/account/identities", password=PASSWORD)
    assert (taken.status_code, "déjà relié" in taken.text) == (409, True)
    with app.app_context():
        charlie = people.make("charlie")
        (one,) = identities_of(charlie.member_id or 0)
    assert post(bob, f"/account/identities/{one.uid}/delete").status_code == 404
    gone = post(client, f"/account/identities/{one.uid}/delete")
    assert gone.headers["Location"] == "/account/identities?told=unlinked"
    assert come(app.test_client(), "eva").status_code == 403


def test_the_last_way_in_stays(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open")
    join(client, "eva")
    with app.app_context():
        (eva,) = queries.members_named("eva")
        (one,) = identities_of(eva.id)
    kept = post(client, f"/account/identities/{one.uid}/delete")
    assert (kept.status_code, "seule façon d’entrer" in kept.text) == (409, True)
    assert "Choisir ce mot de passe" in client.get("/account").text
    assert post(client, "/account/password", new=PASSWORD).status_code == 303
    assert post(client, f"/account/identities/{one.uid}/delete").status_code == 303
    assert post(client, "/account/erase", password="faux").status_code == 422


def test_a_second_factor_is_asked_for_all_the_same(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open", provider_addresses=True)
    people.sign_in(client, app, "charlie")
    set_up(client)
    answer = come(app.test_client(), "charlie", "?next=/members")
    assert answer.headers["Location"] == "/login/code?next=/members"


def test_refuses_a_closed_account_and_who_declines(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open")
    join(client, "eva")
    with app.app_context():
        (eva,) = queries.members_named("eva")
        deactivate(people.make("alice"), eva.uid)
    other = app.test_client()
    assert "fermé" in come(other, "eva").text
    declined = come(other, "")
    assert (declined.status_code, "ne vous a pas connecté" in declined.text) == (403, True)


def test_an_answer_serves_once_and_in_its_own_browser(app: Flask, client: FlaskClient) -> None:
    set_joining(app, "open")
    left = client.get("/login/with/reseau")
    parts = urlsplit(answered(left.headers["Location"], "eva"))
    path = f"{parts.path}?{parts.query}"
    for other in (app.test_client(), app.test_client()):
        other.get("/login/with/reseau")
        assert "a trop attendu" in other.get(path).text
    bob = app.test_client()
    people.sign_in(bob, app, "bob")
    assert bob.get(path).status_code == 403
    assert client.get(path).headers["Location"] == "/login/joining"
    assert client.get(path).status_code == 403


def test_a_provider_that_is_gone_is_a_sentence(make_app: Callable[..., Flask], issuer: str) -> None:
    app = make_app(WIKI_OIDC=[entry("http://127.0.0.1:9")])
    answer = app.test_client().get("/login/with/reseau")
    assert (answer.status_code, "n’a pas répondu" in answer.text) == (403, True)
    assert app.test_client().get("/login/with/autre").status_code == 404


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/password", {"new": "lanterne osier canal"}),
        ("/account/address", {"email": "autre@exemple.fr"}),
        ("/account/erase", {}),
        ("/account/passkeys/options", {"name": "Téléphone"}),
        ("/account/passkeys/factor", {}),
        ("/account/second-factor", {}),
        ("/account/identities", {}),
    ],
)
def test_without_a_password_one_signs_in_again_just_before(
    app: Flask, client: FlaskClient, path: str, fields: dict[str, str]
) -> None:
    set_joining(app, "open")
    join(client, "eva")
    later = clock.now() + accounts.FRESH + timedelta(seconds=1)
    with clock.stopped_at(later):
        if path == "/account/identities":
            come(client, "eva")
        answer = post(client, path, **fields)
        assert (answer.status_code, "reconnectez-vous" in answer.text) == (403, True), answer.text
        assert fields.get("email", "") in answer.text
        post(client, "/logout")
        come(client, "eva")
        again = post(client, path, **fields)
        assert "reconnectez-vous" not in again.text
