"""The list of the words, what waits in it, and what the pages show of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.glossary.conftest import Define
from wiki.glossary.queries.lists import undefined
from wiki.jobs.service import run_all
from wiki.pages.models import Page

Write = Callable[..., Page]


def _words(html: str) -> list[str]:
    return re.findall(r'<dt><a href="[^"]*">([^<]*)</a>', html)


def test_the_list_is_in_order_by_letter_domain_and_language(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], define: Define
) -> None:
    empty = sign_in("charlie").get("/glossary").text
    assert "Aucun mot n’est encore défini." in empty
    assert "/sheets/new?kind=term" in empty
    define("Écran", "Ce qui montre.", domain="digital", language="fr")
    define("Coworking", "À côté.", domain="work", language="en", source="La Région")
    define(
        "Atelier (lieu)", "Où l’on est.", source_url="https://exemple.fr/", source_date="2012-10-08"
    )
    shown = client.get("/glossary").text
    assert _words(shown) == ["Atelier (lieu)", "Coworking", "Écran"]
    assert "8\u00a0octobre\u00a02012" in shown
    assert 'href="https://exemple.fr/"' in shown
    assert 'href="/glossary"' in client.get("/wiki/Coworking").text
    assert _words(client.get("/glossary?letter=c").text) == ["Coworking"]
    assert _words(client.get("/glossary?domain=digital&language=fr").text) == ["Écran"]
    assert "Ôtez un des choix." in client.get("/glossary?letter=c&domain=digital").text
    for strange in ("domain=x&language=y", "after=x", "after=999", "letter=zz"):
        assert len(_words(client.get(f"/glossary?{strange}").text)) == 3


def test_the_list_goes_on(client: FlaskClient, define: Define) -> None:
    for number in range(52):
        define(f"Mot {number:02}", "Un mot.")
    first = client.get("/glossary").text
    assert _words(first)[-1] == "Mot 49"
    after = re.search(r'href="(/glossary\?after=\d+)"', first)
    assert after is not None
    assert _words(client.get(after[1]).text) == ["Mot 50", "Mot 51"]


def test_what_waits_is_among_the_lists_of_the_upkeep(
    app: Flask,
    client: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    write: Write,
    define: Define,
) -> None:
    write("Lieu", "Le [[terme:quai]] et le [[terme:Quai]], un atelier, [[Bureau]].\n")
    for word in ("Atelier", "Bureau", "Gare", "Silence"):
        define(word, "Un sens.", unexplained=word == "Silence")
    write("Autre", "[[terme:quai]], la gare.\n")
    with app.app_context():
        run_all()
    lists = client.get("/upkeep").text
    assert re.findall(r'href="/glossary/(\w+)".*?badge">(\d+)<', lists, re.DOTALL) == [
        ("undefined", "1"),
        ("unused", "1"),
    ]
    said = sign_in("charlie").get("/glossary/undefined").text
    assert "employé par 2 pages" in said.replace("\u00a0", " ")
    assert re.findall(r"/sheets/new\?[^\"]*", said) == ["/sheets/new?kind=term&amp;name=quai"]
    form = sign_in("charlie").get("/sheets/new?kind=term&name=quai").text
    assert 'value="quai"' in form
    unused = client.get("/glossary/unused").text
    assert "Atelier" in unused
    assert "Bureau" not in unused
    define("Quai", "Où l’on attend.")
    assert "Tous les mots employés sont définis." in client.get("/glossary/undefined").text


def test_a_word_shows_its_definitions_side_by_side(client: FlaskClient, define: Define) -> None:
    other = {"definition": "Un autre sens.", "used_by": "La coopérative", "date": "2014-04"}
    define("Lieu", "Un sens.", source="La Région", definitions=[other])
    shown = client.get("/wiki/Lieu").text
    section = re.search(r'<section class="definitions".*?</section>', shown, re.DOTALL)
    assert section is not None
    for said in ("Un sens.", "La Région", "Un autre sens.", "La coopérative", "avril\u00a02014"):
        assert said in section[0]
    define("Lieu", "Un sens.")
    assert 'class="definitions"' not in client.get("/wiki/Lieu").text


def test_a_page_lists_the_words_as_they_are(
    client: FlaskClient, write: Write, define: Define
) -> None:
    write("Mots", ":::{glossaire}\n:::\n\n:::{glossaire travail}\n:::\n")
    assert "Aucun mot n’est encore défini." in client.get("/wiki/Mots").text
    define("Coworking", "À côté.", domain="work")
    define("Écran", "Ce qui montre.")
    assert _words(client.get("/wiki/Mots").text) == ["Coworking", "Écran", "Coworking"]
    write("Faux", ":::{glossaire nulle part}\n:::\n")
    assert "boxed" in client.get("/wiki/Faux").text


def test_words_to_define_are_in_the_order_of_a_dictionary(app: Flask, write: Write) -> None:
    words = ["Eau", "Écluse", "œuf", "Opéra", "zinc"]
    write("Lieu", " ".join(f"[[terme:{word}]]" for word in reversed(words)) + "\n")
    with app.app_context():
        first, after = undefined(size=2)
        then, after = undefined(after, size=3)
        assert [one.written for one in (*first, *then)] == words
        assert after == ""
