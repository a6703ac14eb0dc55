"""The categories on their screens, at the foot of the pages, and in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
Ask = Callable[..., Any]
LOZERE = "/categories/Loz%C3%A8re"
IN_LOZERE = "Un café.\n\n:::{catégories} Lozère\n"


def _plain(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_category_shows_its_text_and_its_pages(write: Write, client: FlaskClient) -> None:
    write("Lozère", "Un **département**.\n\n:::{catégories} Occitanie\n")
    write("La Grange", IN_LOZERE)
    text = _plain(client, "/categories/Lozère")
    assert "<strong>département</strong>" in text
    assert '<a href="/wiki/La_Grange">La Grange</a>' in text
    assert f'href="{LOZERE}"' in _plain(client, "/categories/Occitanie")


def test_a_category_without_a_page_can_be_presented(write: Write, client: FlaskClient) -> None:
    write("La Grange", IN_LOZERE)
    shown = _plain(client, "/categories/lozère").partition("<main")[2]
    assert shown
    assert "Lire la page" not in shown


def test_names_of_categories_are_given_to_who_types_one(write: Write, client: FlaskClient) -> None:
    write("La Grange", "Un café.\n\n:::{catégories} Lozère, [[Loire, et mer]]\n")
    assert client.get("/category-names?q=LO").json == ["Loire, et mer", "Lozère"]
    assert client.get("/category-names?q=rien").json == []
    assert client.get("/category-names?q=" + "x" * 5_000).json == []
    assert len(client.get("/category-names").json or []) == 2


def test_refuses_a_category_of_nothing(client: FlaskClient) -> None:
    assert "Aucune page n’est rangée dans « Rien »" in _plain(client, "/categories/Rien", 404)


def test_an_old_name_leads_to_the_new_one(write: Write, client: FlaskClient, ask: Ask) -> None:
    page = write("Lozère", "Un département.\n")
    write("La Grange", IN_LOZERE)
    ask(lambda: rename(people.make("alice"), page.uid, "Le 48"))
    answer = client.get("/categories/Lozère")
    assert (answer.status_code, answer.location) == (301, "/categories/Le_48")
    assert 'href="/categories/Le_48" rel="tag">Le 48</a>' in _plain(client, "/wiki/La_Grange")


def test_the_foot_of_a_page_names_its_categories(write: Write, client: FlaskClient) -> None:
    write("La Grange", "Un café.\n\n:::{catégories} Lozère, Coworking\n")
    write("Le tout", ":::{inclure La Grange}\n:::\n")
    text = _plain(client, "/wiki/La_Grange")
    assert text.index(f'href="{LOZERE}"') < text.index('href="/categories/Coworking"')
    assert LOZERE not in _plain(client, "/wiki/Le_tout")


def test_a_page_tells_that_it_is_a_category(write: Write, client: FlaskClient) -> None:
    write("Lozère", "Un département.\n")
    assert "aussi une catégorie" not in _plain(client, "/wiki/Lozère")
    write("La Grange", IN_LOZERE)
    assert "1 page y est rangée" in _plain(client, "/wiki/Lozère")
    write("Le Comptoir", IN_LOZERE)
    assert "2 pages y sont rangées" in _plain(client, "/wiki/Lozère")


def test_the_list_of_categories_counts(write: Write, client: FlaskClient) -> None:
    assert "Aucune page n’est encore rangée" in _plain(client, "/categories")
    write("La Grange", IN_LOZERE)
    text = _plain(client, "/categories")
    assert f'href="{LOZERE}"' in text
    assert "1 page<" in text


@pytest.mark.parametrize("after", ["zzz", "%00", "é" * 3000])
def test_any_place_to_go_on_from_is_taken(write: Write, client: FlaskClient, after: str) -> None:
    write("La Grange", IN_LOZERE)
    for path in ("/categories", "/categories/Lozère"):
        assert client.get(f"{path}?after={after}").status_code in (200, 400)


# -- The field of the form


def _form(client: FlaskClient, title: str, **fields: str) -> Any:
    return people.post(client, f"/wiki/{title}/edit", **{"action": "save", **fields})


def _body(ask: Ask, title: str) -> str:
    return str(ask(lambda: queries.body(queries.get(title))))


def test_the_field_files_a_page_without_syntax(
    sign_in: Callable[[str], FlaskClient], ask: Ask
) -> None:
    charlie = sign_in("charlie")
    sent = _form(charlie, "La_Grange", body="Un café.\n", base="0", categories="Lozère, Coworking")
    assert sent.status_code == 303
    assert _body(ask, "La Grange") == "Un café.\n\n:::{catégories} Lozère, Coworking\n"
    form = charlie.get("/wiki/La_Grange/edit").text
    assert 'name="categories" type="text" value="Lozère, Coworking"' in form
    assert 'name="categories_before" value="Lozère, Coworking"' in form


def test_refuses_a_name_and_gives_the_form_back(sign_in: Callable[[str], FlaskClient]) -> None:
    charlie = sign_in("charlie")
    sent = _form(charlie, "La_Grange", body="Un café.\n", base="0", categories="a#b")
    assert sent.status_code == 422
    assert "ne peut pas être le nom d’une catégorie" in sent.text
    assert "Un café." in sent.text
    assert 'value="a#b"' in sent.text
    seen = _form(
        charlie, "La_Grange", body="Un café.\n", base="0", categories="a#b", action="preview"
    )
    assert seen.status_code == 422


def test_the_preview_shows_them(sign_in: Callable[[str], FlaskClient]) -> None:
    charlie = sign_in("charlie")
    fields = {"body": "Un café.\n", "base": "0", "categories": "Lozère"}
    sent = _form(charlie, "La_Grange", action="preview", **fields)
    assert f'href="{LOZERE}"' in sent.text
    assert 'name="categories_before" value=""' in sent.text


def test_two_who_file_at_once_are_both_heard(
    write: Write, sign_in: Callable[[str], FlaskClient], ask: Ask
) -> None:
    charlie = sign_in("charlie")
    write("La Grange", "Un café.\n\nOuvert.\n")
    write("La Grange", "Un café.\n\nOuvert.\n\n:::{catégories} Lozère\n")
    sent = _form(charlie, "La_Grange", body="Un bon café.\n\nOuvert.\n", base="1")
    assert sent.status_code == 303
    assert _body(ask, "La Grange") == "Un bon café.\n\nOuvert.\n\n:::{catégories} Lozère\n"


def test_a_section_has_no_field(write: Write, sign_in: Callable[[str], FlaskClient]) -> None:
    write("La Grange", "Un café.\n\n## Venir\n\nÀ pied.\n")
    assert 'name="categories"' not in sign_in("charlie").get("/wiki/La_Grange/edit?section=1").text
