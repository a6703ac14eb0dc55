"""What is known of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
Ask = Callable[..., Any]


def _plain(client: FlaskClient, path: str) -> str:
    return client.get(path).text.replace("\u202f", " ").replace("\u00a0", " ")


def test_it_tells_what_a_page_is_made_of(write: Write, client: FlaskClient, ask: Ask) -> None:
    page = write("Le Comptoir", "Un café.\n")
    write("Le Comptoir", "Un café noir.\n\n[[Ailleurs]]\n\n:::{catégories} Lieux\n")
    ask(lambda: rename(people.make("alice"), page.uid, "Le Bar"))
    write("La Grange", "[[Le Comptoir]] et [[Le Bar]]\n")
    write("Le Bar/Carte")
    text = _plain(client, "/wiki/Le_Bar/info")
    assert "3 versions" in text
    assert "2 mentions dans d’autres pages" in text
    assert "1 page nommée" in text
    assert '<a href="/categories/Lieux">Lieux</a>' in text
    assert "<li>Le Comptoir</li>" in text
    assert "alice" in text
    assert 'href="/tree/Le_Bar"' in text


def test_an_old_title_tells_of_the_page(write: Write, client: FlaskClient, ask: Ask) -> None:
    page = write("Le Comptoir")
    ask(lambda: rename(people.make("alice"), page.uid, "Le Bar"))
    assert "2 versions" in _plain(client, "/wiki/Le_Comptoir/info")


def test_refuses_what_is_no_page(client: FlaskClient) -> None:
    assert client.get("/wiki/Rien/info").status_code == 404
