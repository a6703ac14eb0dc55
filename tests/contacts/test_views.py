"""Reaching who answers for a page, without being shown their address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.contacts.test_service import give, wrote
from tests.sheets.places import Describe, place
from wiki.contacts import service
from wiki.contacts.rules import MEMBERS, NAME
from wiki.kernel import clock
from wiki.kernel.permissions import VISITOR, Role
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]
LETTER = {"sender": "Eva", "email": "eva@exemple.fr", "text": "Êtes-vous ouverts en août ?"}
AT = "/wiki/Arrêt_Minute/contact"


@pytest.fixture
def page_uid(describe: Describe) -> str:
    return str(describe("Arrêt Minute", place()).page.uid)


@pytest.fixture
def given(app: Flask, page_uid: str) -> str:
    """A contact reached by the form alone."""
    with app.app_context():
        return give(page_uid).key


def since(client: FlaskClient) -> str:
    found = re.search(r'name="since" value="([^"]+)"', client.get(AT).text)
    assert found
    return found[1]


def test_a_visitor_writes_and_nobody_shows_the_address(
    client: FlaskClient, given: str, app: Flask
) -> None:
    form, now = since(client), clock.now()
    with clock.stopped_at(now + timedelta(seconds=20)):
        answer = people.post(client, AT, since=form, submission="one", **LETTER)
    assert answer.status_code == 303, answer.text
    said = client.get(answer.location).text + client.get(AT).text
    assert "dora@exemple.fr" not in said + client.get("/wiki/Arrêt_Minute").text
    with app.app_context():
        letter = people.mails("dora@exemple.fr")[-1]
        assert LETTER["text"] in letter.text
        assert f"/contacts/mine/{given}" in letter.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"since": "wrong"}, "trop peu de temps"),
        ({"website": "https://exemple.fr"}, "une machine"),
        ({"email": "eva"}, "adresse électronique"),
        ({"text": " "}, "manque votre message"),
        ({"text": "www.a.fr www.b.fr www.c.fr"}, "liens au plus"),
        ({"sender": " "}, "manque un nom"),
    ],
)
def test_refuses_a_letter_and_keeps_what_was_typed(
    client: FlaskClient, given: str, more: dict[str, str], said: str
) -> None:
    form, now = since(client), clock.now()
    with clock.stopped_at(now + timedelta(seconds=20)):
        answer = people.post(client, AT, **{"since": form, **LETTER, "sender": "Eva"} | more)
    assert answer.status_code == 422
    assert said in answer.text.replace("\u00a0", " ")
    assert 'value="eva' in answer.text


def test_too_many_letters_are_refused_with_a_sentence(sign_in: SignIn, given: str) -> None:
    charlie = sign_in("charlie")
    for number in range(5):
        people.post(charlie, AT, submission=str(number), **LETTER)
    answer = people.post(charlie, AT, submission="six", **LETTER)
    assert answer.status_code == 429
    assert "Trop d’essais" in answer.text


GIVEN = {"name": "Dora", "agreed_on": "2024-05-02", "told": "À la réunion", "agrees": "1"}


@pytest.mark.parametrize(
    ("more", "promised", "said"),
    [
        ({"email": "dora@exemple.fr", "use": "form"}, 1, "celui qui le dit à la personne"),
        ({"phone": "05 56 00 00 00"}, 0, "aucun courriel ne peut prévenir la personne"),
        ({"phone": "05 56 00 00 00", "own": "1", "told": ""}, 0, "Le contact est gardé.</p>"),
    ],
)
def test_a_letter_is_promised_to_who_has_an_address_alone(
    sign_in: SignIn, page_uid: str, app: Flask, more: dict[str, str], promised: int, said: str
) -> None:
    charlie, path = sign_in("charlie"), f"/contacts/page/{page_uid}"
    answer = people.post(charlie, path, **{"use": MEMBERS} | GIVEN | more)
    assert answer.status_code == 303, answer.text
    shown = charlie.get(answer.location).text
    assert said in shown
    assert ("avec un lien pour le retirer" in shown) is bool(promised)
    with app.app_context():
        assert len(people.mails("dora@exemple.fr")) == promised


def test_a_page_without_contact_says_where_to_ask(client: FlaskClient, page_uid: str) -> None:
    answer = client.get(AT)
    assert answer.status_code == 404
    assert "discussion de la page" in answer.text
    assert "/contact" not in client.get("/wiki/Arrêt_Minute").text


def test_a_letter_about_a_long_title_by_a_long_name_goes(sign_in: SignIn, app: Flask) -> None:
    title = "L" * TITLE_LENGTH
    with app.app_context():
        give(save(people.make("alice"), Edit(title, "Un.\n", 0)).page.uid)
    sent = {**LETTER, "sender": "E" * NAME}
    assert people.post(sign_in("charlie"), f"/wiki/{title}/contact", **sent).status_code == 303


def test_refuses_a_visitor_who_gives_where_anyone_writes(
    app: Flask, client: FlaskClient, sign_in: SignIn, page_uid: str, given: str
) -> None:
    """Nor are they told who may be reached."""
    with app.app_context():
        change_settings(people.make("alice"), {"editing": "anyone"})
    at = f"/contacts/page/{page_uid}"
    sent = {"name": "Eva", "email": "eva@exemple.fr", "use": "form", "own": "1", "agrees": "1"}
    assert people.post(client, at, agreed_on="2026-11-20", **sent).status_code == 403
    assert "Dora" not in client.get(at).text
    assert at not in client.get("/wiki/Arrêt_Minute").text
    assert at in sign_in("charlie").get("/wiki/Arrêt_Minute").text


def test_the_journal_says_who_wrote_and_about_which_page(
    app: Flask, client: FlaskClient, sign_in: SignIn, page_uid: str, given: str
) -> None:
    with app.app_context():
        service.write_to(VISITOR, page_uid, "eva@exemple.fr", wrote, place="", submission="one")
    assert people.post(client, f"/contacts/mine/{given}").status_code == 200
    told = re.sub(r"<[^>]+>|\s", " ", sign_in("bob").get("/admin/journal").text)
    told = " ".join(told.split())
    for said in (
        "charlie a donné un contact pour la page « Arrêt Minute »",
        "Un visiteur a écrit à qui répond pour la page « Arrêt Minute »",
        "Un visiteur a retiré et effacé un contact de la page « Arrêt Minute »",
    ):
        assert said in told


def test_members_are_shown_what_is_for_them(
    app: Flask, client: FlaskClient, sign_in: SignIn, page_uid: str
) -> None:
    """And the page that is kept for visitors says nothing of it, nor once it is taken back."""
    for one in (client, sign_in("charlie"), sign_in("dora")):
        one.get("/wiki/Arrêt_Minute")
    with app.app_context():
        key = give(page_uid, use=MEMBERS, email="accueil@exemple.fr").key
    assert "accueil@exemple.fr" in sign_in("charlie").get("/wiki/Arrêt_Minute").text
    for one in (client, sign_in("dora")):
        assert "accueil@exemple.fr" not in one.get("/wiki/Arrêt_Minute").text
    assert people.post(client, f"/contacts/mine/{key}").status_code == 200
    assert "accueil@exemple.fr" not in sign_in("charlie").get("/wiki/Arrêt_Minute").text


def test_stewards_tend_without_being_shown_the_address(
    app: Flask, sign_in: SignIn, given: str, page_uid: str
) -> None:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    text = sign_in("eric").get(f"/contacts/page/{page_uid}").text
    assert ">Dora" in text
    assert "dora@exemple.fr" not in text
    assert "/withdraw" in text


def test_a_contact_is_given_with_the_words_agreed_to(
    sign_in: SignIn, page_uid: str, client: FlaskClient, app: Flask
) -> None:
    sent = {
        "name": "Dora",
        "email": "dora@exemple.fr",
        "use": "form",
        "agreed_on": "2026-11-20",
        "told": "À la réunion",
    }
    charlie = sign_in("charlie")
    at = f"/contacts/page/{page_uid}"
    refused = people.post(charlie, at, **sent)
    assert (refused.status_code, 'value="À la réunion"' in refused.text) == (422, True)
    assert people.post(charlie, at, agrees="1", **sent).status_code == 303
    with app.app_context():
        path = people.link_in(people.mails("dora@exemple.fr")[0])
        text = people.mails("dora@exemple.fr")[0].text
    key = re.search(r"/contacts/mine/\S+", text)
    assert key, path
    said = client.get(f"{key[0]}/data.json").get_json()
    assert said["consent"].startswith("J’accepte que l’on m’écrive par le formulaire")
    assert said["agreed_on"] == "2026-11-20"
    assert people.post(client, key[0]).status_code == 200
    assert client.get(key[0]).status_code == 404


def test_moderators_who_tend_the_mail_are_not_shown_the_address(
    sign_in: SignIn, given: str
) -> None:
    said = sign_in("bob").get("/admin/mail").text
    assert "dora@exemple.fr" not in said
