"""What a page's screen and its form are made from, found in one look."""

from __future__ import annotations

from flask import Flask

from tests import people
from wiki.kernel.db import act
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.derive import mark_stale, text_dependency
from wiki.pages.service.save import Edit, save

TEXT = "# Le Comptoir\n\nUn café.\n\n## Venir\n\n## Payer\n"


def _a_page() -> str:
    return save(people.make("alice"), Edit("Le Comptoir", TEXT, 0)).page.uid


def test_what_is_shown_is_of_the_moment_of_the_glance(inside: Flask) -> None:
    _a_page()
    shown = queries.shown("le comptoir")
    assert shown is not None
    assert shown.page == queries.glance("Le Comptoir")
    assert "Un café." in (shown.html or "")
    assert [entry["text"] for entry in shown.outline]


def test_a_stale_rendering_is_not_shown(inside: Flask) -> None:
    alice = people.make("alice")
    save(alice, Edit("Autre", "Avant.\n", 0))
    save(alice, Edit("Le Comptoir", ":::{include} Autre\n:::\n", 0))
    with act():
        mark_stale({text_dependency("autre")})
    shown = queries.shown("Le Comptoir")
    assert shown is not None
    assert shown.html is None


def test_a_form_begins_with_the_newest_text(inside: Flask) -> None:
    uid = _a_page()
    written = queries.written("le comptoir")
    assert written is not None
    assert (written.uid, written.title, written.head) == (uid, "Le Comptoir", 1)
    assert written.body == TEXT


def test_a_page_in_the_bin_is_neither_shown_nor_written(inside: Flask) -> None:
    uid = _a_page()
    delete(people.make("bob"), uid)
    assert queries.shown("Le Comptoir") is None
    assert queries.written("Le Comptoir") is None


def test_the_titles_of_any_number_of_pages_are_found(inside: Flask) -> None:
    alice = people.make("alice")
    pages = [save(alice, Edit(f"Page {n}", "Ici.\n", 0)).page for n in range(5)]
    for some in (pages[:0], pages[:1], pages[:3], pages, [*pages, *pages]):
        assert queries.titles(page.id for page in some) == {page.id: page.title for page in some}
