"""The lists over HTTP: what each line says, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.site.service import change_settings

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]


def test_the_lists_are_in_the_menu_of_those_who_write(
    sign_in: SignIn, client: FlaskClient, write: Write
) -> None:
    write("Un", "[[Atelier]]\n")
    entry = 'href="/upkeep"'
    assert entry in sign_in("charlie").get("/wiki/Un").text
    assert entry not in client.get("/wiki/Un").text
    shown = client.get("/upkeep").text
    for name in ("Pages demandées", "Pages orphelines", "Pages sans issue"):
        assert name in shown


def test_a_wanted_page_is_a_click_away(client: FlaskClient, write: Write) -> None:
    write("Un", "[[L’atelier bois]]\n")
    write("Deux", "[[l'atelier bois]] [[Fablab]]\n")
    shown = client.get("/upkeep/wanted").text
    assert shown.index("L’atelier bois") < shown.index("Fablab")
    assert "demandée par 2 pages" in shown
    assert "/wiki/L%E2%80%99atelier_bois/edit" in shown
    write("L’atelier bois", "Ici.\n")
    write("Fablab", "Ici.\n")
    assert "Aucune page n’est demandée." in client.get("/upkeep/wanted").text


def test_the_list_of_wanted_pages_goes_on(client: FlaskClient, write: Write) -> None:
    write("Un", " ".join(f"[[Titre {n:02}]]" for n in range(60)))
    first = client.get("/upkeep/wanted").text
    assert "Titre 49" in first
    assert "Titre 50" not in first
    assert "after=1&amp;key=titre+49" in first or "after=1&amp;key=titre%2049" in first
    second = client.get("/upkeep/wanted?after=1&key=titre 49").text
    assert "Titre 50" in second
    assert "Titre 49" not in second


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1&key=a", "after=99999999999999999999", "key=%00"]
)
def test_an_address_that_means_nothing_is_no_fault(client: FlaskClient, query: str) -> None:
    assert client.get(f"/upkeep/wanted?{query}").status_code in (200, 400)
    assert client.get(f"/upkeep/orphans?{query.replace('after', 'before')}").status_code in (
        200,
        400,
    )


def test_pages_of_the_menu_are_no_orphans(
    client: FlaskClient, write: Write, sign_in: SignIn, ask: Callable[..., object]
) -> None:
    write("Accueil", "Bonjour.\n")
    write("Contact", "Ici.\n")
    write("Perdue", "Là.\n")
    ask(lambda: change_settings(people.make("alice"), {"menu": "Contact | Nous joindre"}))
    shown = client.get("/upkeep/orphans").text
    listed = shown[shown.index("tend-list") :]
    assert "Perdue" in listed
    assert "/wiki/Contact" not in listed
    assert "/wiki/Accueil" not in listed


def test_an_orphan_is_set_apart_and_joined_again(sign_in: SignIn, write: Write) -> None:
    page = write("Perdue", "Là.\n")
    client = sign_in("charlie")
    assert "C’est voulu" in client.get("/upkeep/orphans").text
    answer = people.post(client, f"/upkeep/orphans/{page.uid}", apart="1")
    assert (answer.status_code, answer.location) == (303, "/upkeep/orphans")
    assert "Aucune page n’est orpheline." in client.get("/upkeep/orphans").text
    assert "Perdue" in client.get("/upkeep/orphans?apart=1").text
    answer = people.post(client, f"/upkeep/orphans/{page.uid}", apart="0")
    assert answer.location == "/upkeep/orphans?apart=1"
    assert "Perdue" in client.get("/upkeep/orphans").text


def test_refuses_to_set_apart_without_the_right(
    client: FlaskClient, sign_in: SignIn, write: Write
) -> None:
    page = write("Perdue", "Là.\n")
    assert "C’est voulu" not in client.get("/upkeep/orphans").text
    assert people.post(sign_in("dora"), f"/upkeep/orphans/{page.uid}", apart="1").status_code == 403
    assert people.post(sign_in("bob"), "/upkeep/orphans/nobody", apart="1").status_code == 404
    assert client.post(f"/upkeep/orphans/{page.uid}", data={"apart": "1"}).status_code == 403


def test_a_dead_end_is_a_click_away_from_a_link(sign_in: SignIn, write: Write) -> None:
    write("Impasse", "Rien.\n")
    write("Un", "[[Impasse]]\n")
    shown = sign_in("charlie").get("/upkeep/dead-ends").text
    listed = shown[shown.index("tend-list") :]
    assert "/wiki/Impasse/edit" in listed
    assert "/wiki/Un" not in listed


def test_a_broken_section_is_a_click_away(
    sign_in: SignIn, client: FlaskClient, write: Write
) -> None:
    assert "Chaque lien vers une section la trouve." in client.get("/upkeep/broken-sections").text
    write("Lieu", "Rien.\n")
    write("Un", "[[Lieu#Accès]] et [[#Ici]]\n")
    shown = client.get("/upkeep/broken-sections").text
    assert '<a href="/wiki/Lieu">Lieu#Accès</a>' in shown
    assert '<a href="/wiki/Un">#Ici</a>' in shown
    assert "/wiki/Un/edit" not in shown
    assert "/wiki/Un/edit" in sign_in("charlie").get("/upkeep/broken-sections").text
    card = client.get("/upkeep").text.partition("/upkeep/broken-sections")[2]
    assert '<span class="badge">1</span>' in card.partition("</li>")[0]
