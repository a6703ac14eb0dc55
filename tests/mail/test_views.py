"""The mails that go out, on a screen."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.mail.conftest import Mailbox
from wiki.jobs import service as jobs
from wiki.kernel.db import act
from wiki.mail import queries, service
from wiki.mail.models import Mail

SECRET = "https://wiki.exemple.fr/invitation/s3cr3t"
CARE = "Ne le donnez qu’à la personne que vous connaissez."


@pytest.fixture(autouse=True)
def waiting(app: Flask) -> None:
    """A mail that waits, with a secret in it."""
    with act():
        service.post("erin@exemple.fr", "Invitation", f"Bienvenue <Erin>. Suivez {SECRET} .")


def test_without_a_server_the_administration_reads_what_to_pass_on(
    app: Flask, client: FlaskClient
) -> None:
    people.sign_in(client, app, "alice")
    page = client.get("/admin/mail").text
    assert "Aucun serveur de courriel n’est réglé" in page
    assert "1 courriel attend." in page
    assert SECRET in page
    assert "Bienvenue &lt;Erin&gt;" in page
    assert page.count(CARE) == 1


def test_what_lets_nobody_in_is_passed_on_without_care(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    with app.app_context(), act() as session:
        session.execute(sa.update(Mail).values(text="Votre page a changé."))
    assert CARE not in client.get("/admin/mail").text


def test_no_mail_waits_in_a_sentence_of_its_own(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    with app.app_context(), act() as session:
        session.execute(sa.delete(Mail))
    page = client.get("/admin/mail").text
    assert "Aucun courriel n’attend." in page
    assert "0 courriel" not in page


def test_the_moderation_sees_the_list_without_the_secrets(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "bob")
    page = client.get("/admin/mail").text
    assert "erin@exemple.fr" in page
    assert "s3cr3t" not in page
    assert CARE not in page
    assert "Envoyer maintenant" not in page


@pytest.mark.parametrize("name", ["charlie", "dora"])
def test_others_may_not_see_it(app: Flask, client: FlaskClient, name: str) -> None:
    people.sign_in(client, app, name)
    assert client.get("/admin/mail").status_code == 403


def test_a_mail_that_left_is_shown_without_its_text(
    app: Flask, client: FlaskClient, mailbox: Mailbox
) -> None:
    people.sign_in(client, app, "alice")
    jobs.run_all()
    page = client.get("/admin/mail").text
    assert "parti" in page
    assert "s3cr3t" not in page
    assert "Aucun serveur" not in page


def test_it_is_sent_now_or_taken_away(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/admin/mail").text)
    assert found
    form = {"csrf_token": found.group(1)}
    uid = queries.outgoing().rows[0].uid
    assert client.post(f"/admin/mail/{uid}/send", data=form).status_code == 303
    assert client.post(f"/admin/mail/{uid}/forget", data=form).status_code == 303
    assert client.post(f"/admin/mail/{uid}/forget", data=form).status_code == 404
