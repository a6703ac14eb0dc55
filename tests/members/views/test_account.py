"""One's own account over HTTP: what was typed comes back, each act says it was done."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.people import PASSWORD, post

NEW = "un autre mot, tout neuf"


@pytest.fixture
def charlie(app: Flask, client: FlaskClient) -> FlaskClient:
    """Charlie's browser."""
    people.sign_in(client, app, "charlie")
    return client


def test_the_account_is_for_its_owner(app: Flask) -> None:
    answer = app.test_client().get("/account")
    assert answer.status_code == 403
    assert "Il faut être connecté" in answer.text


def test_the_profile_changes(charlie: FlaskClient) -> None:
    answer = post(charlie, "/account", name="Charlie B.", about="Je fais", place="Pomerol")
    assert answer.status_code == 303
    assert "Pomerol" in charlie.get("/account").text
    shown = charlie.get(answer.headers["Location"]).text
    assert "Votre profil est enregistré" in shown


def test_a_refused_profile_keeps_what_was_typed(charlie: FlaskClient) -> None:
    answer = post(charlie, "/account", name="", about="Je fais ceci", place="Pomerol")
    assert answer.status_code == 422
    assert "Je fais ceci" in answer.text
    assert 'value="Pomerol"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_what_one_writes_of_oneself_is_text(charlie: FlaskClient) -> None:
    post(charlie, "/account", name="charlie", about="<script>x</script>", place="<b>")
    assert "<script>x" not in charlie.get("/account").text


def test_preferences_hold_at_once(charlie: FlaskClient) -> None:
    fields = {"language": "en", "zone": "America/Martinique", "theme": "dark"}
    answer = post(charlie, "/account/preferences", **fields)
    assert answer.status_code == 303
    shown = charlie.get("/account").text
    assert '<html lang="en" data-theme="dark"' in shown
    assert post(charlie, "/account/preferences", **(fields | {"zone": "x"})).status_code == 422


def test_the_password_changes_and_this_browser_stays_in(app: Flask, charlie: FlaskClient) -> None:
    other = app.test_client()
    people.sign_in(other, app, "charlie")
    answer = post(charlie, "/account/password", current=PASSWORD, new=NEW)
    assert answer.status_code == 303
    assert charlie.get("/account").status_code == 200
    assert other.get("/account").status_code == 403


def test_a_wrong_current_password_is_told_on_its_field(charlie: FlaskClient) -> None:
    answer = post(charlie, "/account/password", current="cheval agrafe", new=NEW)
    assert answer.status_code == 422
    assert 'id="f-current-error"' in answer.text
    answer = post(charlie, "/account/password", current=PASSWORD, new="court")
    assert 'id="f-new-error"' in answer.text


def test_a_new_address_is_confirmed_by_a_button(app: Flask, charlie: FlaskClient) -> None:
    answer = post(charlie, "/account/address", email="c@nouveau.fr", password=PASSWORD)
    assert answer.status_code == 303
    with app.app_context():
        path = people.link_in(people.mails("c@nouveau.fr")[0])
    visitor = app.test_client()
    assert "c@nouveau.fr" in visitor.get(path).text
    assert "c@nouveau.fr" not in charlie.get("/account").text  # reading changes nothing
    assert post(visitor, path).status_code == 303
    assert "c@nouveau.fr" in charlie.get("/account").text


def test_a_refused_address_keeps_what_was_typed(charlie: FlaskClient) -> None:
    answer = post(charlie, "/account/address", email="c@", password=PASSWORD)
    assert answer.status_code == 422
    assert 'value="c@"' in answer.text


@pytest.mark.parametrize(
    ("path", "form", "field"),
    [
        ("/account/password", {"current": "faux", "new": PASSWORD}, "f-current"),
        ("/account/address", {"email": "c@nouveau.fr", "password": "faux"}, "f-password"),
    ],
)
def test_a_wrong_password_is_told_where_it_was_typed(
    charlie: FlaskClient, path: str, form: dict[str, str], field: str
) -> None:
    answer = post(charlie, path, **form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text


def test_the_other_browsers_are_signed_out(app: Flask, charlie: FlaskClient) -> None:
    other = app.test_client()
    people.sign_in(other, app, "charlie")
    assert "celui-ci" in charlie.get("/account").text
    post(charlie, "/account/sign-out-elsewhere")
    assert charlie.get("/account").status_code == 200
    assert other.get("/account").status_code == 403


def test_one_of_them_is_signed_out_wherever_it_reads(app: Flask, charlie: FlaskClient) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    other = app.test_client()
    form = {"identifier": "charlie", "password": PASSWORD, "csrf_token": people.csrf(other)}
    other.post("/login", data=form, headers=agent)
    shown = charlie.get("/account").text
    assert "Firefox sur Linux" in shown
    assert "réseau 127.0.0.1" in shown
    ends = re.findall(r'action="(/account/devices/[^"]+)"', shown)
    assert len(ends) == 1
    assert post(charlie, ends[0]).status_code == 303
    assert other.get("/account").status_code == 403
    assert post(charlie, ends[0]).status_code == 404


def test_a_token_does_not_reach_the_account(app: Flask, charlie: FlaskClient) -> None:
    made = post(charlie, "/account/tokens", name="essai", scope="all", days="30")
    token = made.text.partition('<code id="made">')[2].partition("</code>")[0]
    headers = {"Authorization": f"Bearer {token}"}
    program = app.test_client()
    assert program.get("/members", headers=headers).status_code == 200
    for path in ("/account", "/account/tokens"):
        assert program.get(path, headers=headers).status_code == 403
    answer = program.post("/account/tokens", headers=headers, data={"name": "x", "scope": "all"})
    assert answer.status_code == 403


def test_who_erases_the_account_is_told_so(charlie: FlaskClient) -> None:
    told = "Votre compte est effacé"
    assert post(charlie, "/account/erase", password="autre chose").status_code == 422
    answer = post(charlie, "/account/erase", password=PASSWORD)
    assert answer.status_code == 303
    assert told in charlie.get(answer.location).text
    assert told not in charlie.get("/login").text
    assert charlie.get("/account").status_code in (302, 303, 401, 403)
