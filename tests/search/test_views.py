"""Searching as a person does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.search.documents import document, put
from wiki.kernel.permissions import SYSTEM
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

#: What is asked -> what a page says that must be found by it.
SPELLINGS = [
    ("télétravail", "Un bureau de teletravail."),
    ("teletravail", "Le télétravail du lundi."),
    ("télétravail", "Des télétravailleurs et une télétravailleuse."),
    ("télétravailleurs", "Elle télétravaille ici."),
    ("télétravailleuse", "Le télé-travail."),
    ("l'espace", "L’espace commun."),
    ("L’espace", "Nos espaces communs."),
    ("espaces", "Ici l'espace commun."),
    ("d'accueil", "Accueillir les gens."),
    ("accueillir", "Un livret d’accueil."),
    ("tiers-lieu", "Des tiers lieux ruraux."),
    ("tiers lieux", "Un tiers-lieu rural."),
    ("tierslieux", "Ce tiers-lieu rural."),
    ("coeur", "Au cœur du village."),
    ("cœur", "Au coeur du village."),
    ("coworker", "Le coworking à la campagne."),
    ("coworkers", "Le co-working à la campagne."),
    ("coworking", "Douze coworkers."),
]


def titles(client: FlaskClient, question: str) -> list[str]:
    """The titles found, over the API."""
    answer = client.get("/api/v1/search", query_string={"q": question, "limit": 50})
    assert answer.status_code == 200
    return [hit["title"] for hit in answer.get_json()["hits"]]


def test_every_spelling_finds_the_others(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        alice = people.make("alice")
        for number, (_, body) in enumerate(SPELLINGS, 1):
            save(alice, Edit(f"Cas {number}", body, 0))
        save(alice, Edit("Autre", "Rien de tout cela.", 0))
    for number, (question, _) in enumerate(SPELLINGS, 1):
        page = client.get("/search", query_string={"q": question})
        assert f">Cas {number}</a>" in page.text, question
        assert "<mark>" in page.text
        assert "Autre" not in titles(client, question)


def test_the_words_are_marked_and_nothing_is_markup(inside: Flask, client: FlaskClient) -> None:
    put(document(1, "<b>Gare</b>", "<script>alert(1)</script> une gare & un pont"))
    page = client.get("/search?q=gare").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; une <mark>gare</mark> &amp; un pont" in page
    assert "&lt;b&gt;<mark>Gare</mark>&lt;/b&gt;" in page
    assert "<script>alert" not in client.get('/search?q="><script>alert(1)</script>').text


def test_nothing_typed_asks_for_words(client: FlaskClient) -> None:
    assert "Que cherchez-vous" in client.get("/search").text


def test_nothing_found_offers_to_those_who_write_to_make_the_page(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    offer = "/wiki/Salle_de_r%C3%A9union/edit"
    answer = client.get("/search?q=Salle de réunion")
    assert "Rien ne répond" in answer.text
    assert offer not in answer.text
    assert offer in sign_in("charlie").get("/search?q=Salle de réunion").text


def test_a_question_that_is_no_title_offers_no_page(sign_in: Callable[[str], FlaskClient]) -> None:
    assert "/edit" not in sign_in("charlie").get("/search?q=[[a|b]]").text


def test_the_page_of_that_very_title_is_not_offered_again(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        save(SYSTEM, Edit("Gare", "Texte.", 0))
    page = sign_in("charlie").get("/search?q=gare").text
    assert "Ce titre" in page
    assert "/edit" not in page


def test_a_word_that_is_only_begun_finds(inside: Flask, client: FlaskClient) -> None:
    put(document(1, "Coopérative"))
    assert "Coopérative</" in client.get("/search?q=coopé").text


def test_many_answers_are_shown_twenty_at_a_time(inside: Flask, client: FlaskClient) -> None:
    put(*(document(n, f"Page {n}", "gare") for n in range(1, 26)))
    first = client.get("/search?q=gare")
    assert first.text.count('class="search-hit"') == 20
    assert "25" in first.text
    assert "start=20" in first.text
    assert len(first.data) < 60_000
    rest = client.get("/search?q=gare&start=20")
    assert rest.text.count('class="search-hit"') == 5
    assert "Il n’y a pas d’autre résultat" in client.get("/search?q=gare&start=40").text


@pytest.mark.parametrize("start", ["-1", "x", "99999999999999999999", "1001"])
def test_any_start_is_answered(client: FlaskClient, start: str) -> None:
    assert client.get("/search", query_string={"q": "gare", "start": start}).status_code == 200


@pytest.mark.parametrize(
    "question",
    ["x" * 10_000, "mot " * 2_500, "a* OR b* NEAR(c) {title}: ^e -f", '"' * 99, "%00%ff"],
)
@pytest.mark.parametrize("address", ["/search", "/search/suggest"])
def test_hostile_questions_are_answered(client: FlaskClient, address: str, question: str) -> None:
    assert client.get(address, query_string={"q": question}).status_code == 200


def test_invalid_octets_are_answered(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe%c3").status_code == 200


@pytest.mark.parametrize("address", ["/search", "/search/suggest", "/api/v1/search"])
def test_a_null_character_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(f"{address}?q=%00").status_code == 400


def test_suggestions_say_where_to_go(inside: Flask, client: FlaskClient) -> None:
    put(document(1, "Tiers-lieu/Pomerol", "Une gare.", aliases=("Arrêt Minute",)))
    assert client.get("/search/suggest?q=arr").get_json() == [
        {
            "title": "Tiers-lieu/Pomerol",
            "name": "Arrêt Minute",
            "url": "/wiki/Tiers-lieu/Pomerol",
            "snippet": "Une gare.",
        }
    ]


def test_the_search_follows_the_life_of_a_page(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        uid = save(SYSTEM, Edit("Gare", "Premier texte.", 0)).page.uid
        assert titles(client, "premier") == ["Gare"]
        save(SYSTEM, Edit("Gare", "Second.", 1))
        assert titles(client, "premier") == []
        assert titles(client, "second") == ["Gare"]
        rename(SYSTEM, uid, "Halte")
        assert titles(client, "halte") == titles(client, "gare") == ["Halte"]
        delete(SYSTEM, uid)
        assert titles(client, "halte") == titles(client, "gare") == titles(client, "second") == []
        bring_back(SYSTEM, uid)
        assert titles(client, "halte") == titles(client, "second") == ["Halte"]


def test_a_private_wiki_is_searched_by_its_members_alone(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        save(SYSTEM, Edit("Gare", "Secret.", 0))
        change_settings(SYSTEM, {"visibility": "private"})
    for address in ("/search?q=gare", "/search/suggest?q=gare", "/api/v1/search?q=gare"):
        refused = client.get(address)
        assert refused.status_code in (302, 303, 401, 403)
        assert "Gare" not in refused.text
        assert "Gare" in sign_in("dora").get(address).text
