"""A new page from a model, over HTTP, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
MODEL = "## Où\n\n{{titre}}, à {{Commune}}, dit {{auteur}}.\n"


def test_a_page_begins_with_its_model_filled_in(sign_in: SignIn, write: Write) -> None:
    write("Modèles/Lieu", MODEL)
    client = sign_in("charlie")
    assert 'value="Lieu"' in client.get("/new?title=Le quai").text
    asked = people.post(client, "/new", title="Le quai", model="Lieu").text
    assert "Commune" in asked
    sent = {"title": "Le quai", "model": "Lieu", "field-0": "Libourne"}
    text = people.post(client, "/new", **sent).text
    assert 'action="/wiki/Le_quai/edit"' in text
    assert "Le quai, à Libourne, dit charlie." in text
    assert client.get("/wiki/Le_quai").status_code == 404


def test_a_blank_page_and_a_model_without_fields_begin_at_once(
    sign_in: SignIn, write: Write
) -> None:
    write("Modèles/Note", "Une note.\n")
    client = sign_in("charlie")
    assert 'action="/wiki/Le_quai/edit"' in people.post(client, "/new", title="Le quai").text
    assert "Une note." in people.post(client, "/new", title="Le quai", model="Note").text


@pytest.mark.parametrize(
    ("model", "chosen"),
    [("Lieu", "Lieu"), ("lieu", "Lieu"), ("Modèles/Lieu", "Lieu"), ("Rien", "")],
)
def test_an_address_chooses_a_model_by_either_of_its_names_or_a_blank_page(
    sign_in: SignIn, write: Write, model: str, chosen: str
) -> None:
    write("Modèles/Lieu", MODEL)
    text = sign_in("charlie").get(f"/new?title=Le quai&model={model}").text
    assert re.findall(r'type="radio"[^>]*value="([^"]*)"[^>]* checked', text) == [chosen]


@pytest.mark.parametrize(
    ("title", "model", "status", "says"),
    [
        ("", "", 422, "Il manque un titre."),
        ("Lieu", "", 409, "Il y a déjà une page « Lieu »."),
        ("Modèles/Autre", "", 403, "Cette page est un modèle"),
        ("Le quai", "Rien", 404, "Il n’y a pas de modèle « Rien »."),
    ],
)
def test_what_cannot_begin_comes_back_with_a_sentence(
    sign_in: SignIn, write: Write, title: str, model: str, status: int, says: str
) -> None:
    write("Lieu", "Un café.\n")
    answer = people.post(sign_in("charlie"), "/new", title=title, model=model)
    assert answer.status_code == status
    assert says in answer.text
    assert f'value="{title}"' in answer.text


def test_moderators_alone_write_models(sign_in: SignIn, write: Write) -> None:
    write("Modèles/Lieu", MODEL)
    bob, charlie = sign_in("bob"), sign_in("charlie")
    assert "/wiki/Mod%C3%A8les/Lieu" in charlie.get("/models").text
    assert "Nouveau modèle" not in charlie.get("/models").text
    assert charlie.get("/wiki/Modèles/Lieu/edit").status_code == 403
    assert people.post(charlie, "/models", name="Note").status_code == 403
    answer = people.post(bob, "/models", name="Note")
    assert (answer.status_code, answer.location) == (303, "/wiki/Mod%C3%A8les/Note/edit")
    assert bob.get(answer.location).status_code == 200


def test_a_page_that_is_missing_offers_the_models(sign_in: SignIn) -> None:
    assert 'href="/new?title=Le+quai"' in sign_in("charlie").get("/wiki/Le quai").text


def test_the_software_brings_models_that_the_moderation_adapts(
    sign_in: SignIn, write: Write
) -> None:
    bob, charlie = sign_in("bob"), sign_in("charlie")
    assert "Guide pratique" in charlie.get("/new").text
    begun = people.post(charlie, "/new", title="Le quai", model="Explication", **{"field-0": "a"})
    assert "Cette page explique a :" in begun.text
    assert "Commencer une page avec une fiche" in charlie.get("/models").text
    own = bob.get("/wiki/Modèles/Guide pratique/edit?model=Guide pratique").text
    assert "{{Point de départ}}" in own
    write("Modèles/Guide pratique", "À nous.\n", by="bob")
    assert "À nous." in people.post(charlie, "/new", title="Là", model="Guide pratique").text
    assert charlie.get("/new").text.count('value="Guide pratique"') == 1


def test_a_page_without_a_text_is_offered_the_model_of_its_kind(sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    sent = {"kind": "term", "field-name": "Fablab", "field-definition": "Un atelier."}
    assert people.post(charlie, "/sheets/new", **sent, told="1").status_code == 303
    assert "Écrire son texte" in charlie.get("/wiki/Fablab").text
    form = charlie.get("/wiki/Fablab/edit").text
    assert "?model=Mot%20du%20glossaire" in form
    assert "Retour d" not in form
    assert "## Exemple" in charlie.get("/wiki/Fablab/edit?model=Mot du glossaire").text
    assert charlie.get("/wiki/Fablab/edit?model=Rien").status_code == 404
    assert "?model=Guide%20pratique" in charlie.get("/wiki/Autre/edit").text
    people.post(charlie, "/wiki/Fablab/edit", body="Dit.\n", base="1")
    assert "## Exemple" not in charlie.get("/wiki/Fablab/edit?model=Mot du glossaire").text
