"""Comments on passages over HTTP: chosen, written, listed below the text, decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.passages import blocks
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]
BODY = "Ouvert le lundi, de huit heures à midi.\n\nDouze euros la journée.\n"
CHOICE = "/wiki/Lieu/talk/passage"


@pytest.fixture
def lieu(app: Flask, page: Callable[..., Page]) -> Page:
    """The page whose passages are discussed."""
    with app.app_context():
        return page("Lieu", BODY)


def fields(form: str) -> dict[str, str]:
    return dict(
        re.findall(r'name="(submission|revision|block|quote|before)" value="([^"]*)"', form)
    )


def commented(client: FlaskClient, **more: Any) -> str:
    form = client.get(f"{CHOICE}?quote=huit heures&before=Ouvert le lundi, de ").text
    done = people.post(client, CHOICE, **fields(form), text="Pas plus tôt ?", **more)
    assert done.status_code == 303
    return str(done.location)


def test_a_passage_is_chosen_in_a_list(sign_in: SignIn, lieu: Page) -> None:
    client = sign_in("charlie")
    shown = client.get(CHOICE).text
    block = blocks(BODY)[1].id
    assert f"block={block}" in shown
    form = client.get(f"{CHOICE}?block={block}").text
    assert '<blockquote class="passage">Douze euros la journée.</blockquote>' in form


def test_words_that_are_selected_come_to_the_form(sign_in: SignIn, lieu: Page) -> None:
    client = sign_in("charlie")
    form = client.get(f"{CHOICE}?quote=huit heures&before=lundi, de &after= à midi").text
    assert '<blockquote class="passage">huit heures</blockquote>' in form
    missing = client.get(f"{CHOICE}?quote=neuf heures")
    assert missing.status_code == 200
    assert "pas été retrouvé" in missing.text


def test_a_comment_stands_below_the_text_of_all(
    client: FlaskClient, sign_in: SignIn, lieu: Page
) -> None:
    assert "Pas plus tôt" not in client.get("/wiki/Lieu").text
    commented(sign_in("charlie"))
    shown = client.get("/wiki/Lieu").text
    assert 'data-quote="huit heures"' in shown
    assert "Pas plus tôt" in shown
    assert "Commenter un passage" not in shown
    assert "Commenter un passage" in sign_in("bob").get("/wiki/Lieu").text


def test_a_comment_says_that_its_passage_has_changed(
    app: Flask, client: FlaskClient, sign_in: SignIn, lieu: Page
) -> None:
    where = commented(sign_in("charlie"))
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", BODY.replace("huit", "neuf"), 1))
    for path in ("/wiki/Lieu", where, "/wiki/Lieu/talk"):
        shown = client.get(path).text
        assert "Le passage a changé depuis." in shown
        assert "huit heures" in shown
    assert "data-quote" not in client.get("/wiki/Lieu").text


def test_a_wording_is_proposed_and_accepted(
    app: Flask, client: FlaskClient, sign_in: SignIn, lieu: Page
) -> None:
    charlie = sign_in("charlie")
    where = commented(charlie, becomes="Ouvert le mardi, de huit heures à midi.")
    shown = charlie.get(where).text
    assert "Réécriture proposée" in shown
    assert "<ins>" in shown
    assert "Accepter cette réécriture" not in client.get(where).text
    uid = re.search(r"/talk/turns/(\w+)/accept", shown)
    assert uid
    assert people.post(sign_in("bob"), uid[0]).status_code == 303
    assert "mardi" in client.get("/wiki/Lieu").text
    told = client.get(where).text
    assert "Acceptée par bob" in told
    assert "?rev=2" in told
    assert people.post(sign_in("bob"), uid[0]).status_code == 409


def test_a_conflict_is_told_in_words(app: Flask, sign_in: SignIn, lieu: Page) -> None:
    charlie = sign_in("charlie")
    where = commented(charlie, becomes="Ouvert le mardi, de huit heures à midi.")
    uid = re.search(r"/talk/turns/(\w+)/accept", charlie.get(where).text)
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", BODY.replace("lundi", "jeudi"), 1))
    assert uid
    refused = people.post(charlie, uid[0])
    assert refused.status_code == 409
    assert "Le passage a changé depuis la proposition" in refused.text
    with app.app_context():
        assert pages.get("Lieu").head == 2


def test_a_wording_is_declined_with_a_reason(sign_in: SignIn, lieu: Page) -> None:
    charlie = sign_in("charlie")
    where = commented(charlie, becomes="Ouvert le mardi, de huit heures à midi.")
    uid = re.search(r"/talk/turns/(\w+)/decline", charlie.get(where).text)
    assert uid
    assert people.post(sign_in("bob"), uid[0], reason="").status_code == 422
    people.post(sign_in("bob"), uid[0], reason="C’est bien le lundi")
    assert "C’est bien le lundi" in charlie.get(where).text


def test_what_was_typed_comes_back_when_the_passage_went(
    app: Flask, sign_in: SignIn, lieu: Page
) -> None:
    charlie = sign_in("charlie")
    form = fields(charlie.get(f"{CHOICE}?quote=huit heures").text) | {"block": "b-0000000000"}
    typed = {"text": "Un commentaire à garder.", "becomes": "Une réécriture à garder."}
    refused = people.post(charlie, CHOICE, **form, **typed)
    assert refused.status_code == 422
    for kept in typed.values():
        assert kept in refused.text


def test_refuses_a_visitor_and_a_reader(client: FlaskClient, sign_in: SignIn, lieu: Page) -> None:
    for who in (client, sign_in("dora")):
        assert who.get(CHOICE).status_code == 403
        assert people.post(who, CHOICE, text="Non").status_code == 403


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "0"])
def test_refuses_a_version_that_is_none(sign_in: SignIn, lieu: Page, number: str) -> None:
    charlie = sign_in("charlie")
    form = fields(charlie.get(f"{CHOICE}?quote=huit heures").text) | {"revision": number}
    assert people.post(charlie, CHOICE, **form, text="Oui").status_code == 422


@pytest.mark.parametrize("name", ["text", "becomes", "quote", "block"])
def test_refuses_a_null_character(sign_in: SignIn, lieu: Page, name: str) -> None:
    charlie = sign_in("charlie")
    form = fields(charlie.get(f"{CHOICE}?quote=huit heures").text)
    typed = {"text": "Un commentaire", "becomes": "Une réécriture", **form}
    refused = people.post(charlie, CHOICE, **{**typed, name: f"{typed.get(name, '')}\x00"})
    assert refused.status_code == 422
    assert "Un commentaire" in refused.text
