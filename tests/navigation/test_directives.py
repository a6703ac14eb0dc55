"""Lists inside a page: what they show, and that they are never stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
Ask = Callable[..., Any]


def _listed(client: FlaskClient, path: str) -> list[str]:
    text = client.get(path).text.partition("<article")[2].partition("</article>")[0]
    return re.findall(r'<li><a href="/wiki/[^"]*">([^<]*)</a>', text)


def test_a_portal_lists_a_category_and_follows_it(
    write: Write, client: FlaskClient, ask: Ask
) -> None:
    write("Portail", ":::{pages}\n:catégorie: Lieux\n:::\n")
    assert _listed(client, "/wiki/Portail") == []
    page = write("Le Comptoir", "Un café.\n\n:::{catégories} Lieux\n")
    assert _listed(client, "/wiki/Portail") == ["Le Comptoir"]
    ask(lambda: rename(people.make("alice"), page.uid, "Le Bar"))
    assert _listed(client, "/wiki/Portail") == ["Le Bar"]
    ask(lambda: rename(people.make("alice"), page.uid, "Le BAR"))
    assert _listed(client, "/wiki/Portail") == ["Le BAR"]
    ask(lambda: delete(people.make("alice"), page.uid))
    assert _listed(client, "/wiki/Portail") == []


def test_a_long_list_leads_to_the_rest(write: Write, client: FlaskClient) -> None:
    for number in range(4):
        write(f"Lieu {number}", ":::{catégories} Lieux\n")
    write("Portail", ":::{pages}\n:catégorie: Lieux\n:nombre: 3\n:::\n")
    assert _listed(client, "/wiki/Portail") == ["Lieu 0", "Lieu 1", "Lieu 2"]
    assert 'href="/categories/Lieux"' in client.get("/wiki/Portail").text


def test_the_last_changed_pages_are_always_those(write: Write, client: FlaskClient) -> None:
    write("Portail", ":::{pages}\n:récentes: oui\n:nombre: 2\n:::\n")
    assert _listed(client, "/wiki/Portail") == ["Portail"]
    write("Un")
    assert _listed(client, "/wiki/Portail") == ["Un", "Portail"]
    write("Deux")
    assert _listed(client, "/wiki/Portail") == ["Deux", "Un"]


def test_a_page_in_the_bin_is_no_longer_among_them(
    write: Write, client: FlaskClient, ask: Ask
) -> None:
    write("Portail", ":::{pages}\n:récentes: oui\n:::\n")
    page = write("Un")
    assert _listed(client, "/wiki/Portail") == ["Un", "Portail"]
    ask(lambda: delete(people.make("alice"), page.uid))
    assert _listed(client, "/wiki/Portail") == ["Portail"]
    ask(lambda: bring_back(people.make("alice"), page.uid))
    assert _listed(client, "/wiki/Portail") == ["Un", "Portail"]


def test_pages_under_this_one_or_another(write: Write, client: FlaskClient) -> None:
    write("Cours", ":::{sous-pages}\n")
    write("Portail", ":::{sous-pages} Cours\n\n:::{pages}\n:sous: Cours\n:::\n")
    write("Cours/Un")
    assert _listed(client, "/wiki/Cours") == ["Cours/Un"]
    assert _listed(client, "/wiki/Portail") == ["Cours/Un", "Cours/Un"]


@pytest.mark.parametrize("text", [":::{pages}\n:::\n", ":::{pages}\n:catégorie: a#b\n:::\n"])
def test_a_list_of_nothing_shows_its_source(write: Write, client: FlaskClient, text: str) -> None:
    write("Portail", text)
    assert 'class="boxed"' in client.get("/wiki/Portail").text
