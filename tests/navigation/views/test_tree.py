"""The tree of the pages under a title, on its screen and under the page."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from wiki.pages.models import Page

Write = Callable[..., Page]


def test_a_page_shows_those_under_it_as_they_come(write: Write, client: FlaskClient) -> None:
    write("Cours")
    assert "below-children" not in client.get("/wiki/Cours").text
    write("Cours/Un")
    text = client.get("/wiki/Cours").text
    assert '<a href="/wiki/Cours/Un">Un</a>' in text
    assert 'href="/tree/Cours"' in text


def test_the_tree_has_a_place_for_pages_that_are_not_there(
    write: Write, client: FlaskClient
) -> None:
    write("Cours/Un/Début")
    text = client.get("/tree/Cours").text
    assert '<span class="tree-none">Un</span>' in text
    assert '<a href="/wiki/Cours/Un/D%C3%A9but">Début</a>' in text


def test_refuses_a_tree_of_nothing(write: Write, client: FlaskClient) -> None:
    assert client.get("/tree/Rien").status_code == 404
    write("Seule")
    assert "pas de sous-page" in client.get("/tree/Seule").text
