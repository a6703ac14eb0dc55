"""Every page explains the words that others define, and shows what became of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from tests.glossary.conftest import Define
from wiki.glossary.models import TermAsked
from wiki.glossary.service import derive
from wiki.jobs.service import run_all
from wiki.kernel.db import act, reading, release_reading
from wiki.pages.models import Link, Page
from wiki.pages.queries import pages
from wiki.pages.queries.terms import terms
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.web.rendering import rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]
TEXT = "Le télétravail : du Télétravail, encore du télétravail.\n"


def _html(title: str) -> str:
    release_reading()
    run_all()
    release_reading()
    return rendering_of(pages.get(title)).html


def _said(title: str) -> list[str]:
    """What a page says of the words that it explains."""
    return [
        one.partition('"')[0] for one in _html(title).split('title="')[1:] if 'class="term"' in one
    ]


def test_a_page_explains_a_word_once_whoever_came_first(write: Write, define: Define) -> None:
    write("Lieu", TEXT)
    define("Télétravail", "Travailler ailleurs.", variants=["travail à distance"])
    assert _html("Lieu") == (
        '<p>Le <a href="/wiki/T%C3%A9l%C3%A9travail" title="Travailler ailleurs." class="term">'
        "télétravail</a>\u00a0: du Télétravail, encore du télétravail.</p>"
    )
    write("Autre", "Le travail à distance, ou télétravail.\n")
    assert _html("Autre").count('class="term"') == 1
    write("Muet", ":::{sans-glossaire}\nLe **télétravail**.\n:::\n")
    assert _html("Muet") == "<p>Le <strong>télétravail</strong>.</p>"


def test_what_becomes_of_a_word_is_seen_where_it_is_shown(write: Write, define: Define) -> None:
    write("Lieu", TEXT)
    alice = people.make("alice")
    page = define("Télétravail", "Ailleurs.")
    assert _said("Lieu") == ["Ailleurs."]
    define("Télétravail", "Loin de tous.")
    assert _said("Lieu") == ["Loin de tous."]
    define("Télétravail", "Loin de tous.", unexplained=True)
    assert _said("Lieu") == []
    define("Télétravail", "Loin de tous.", variants=["télétravail"])
    rename(alice, page.uid, "Travail à distance")
    assert "/wiki/Travail_%C3%A0_distance" in _html("Lieu")
    delete(alice, page.uid)
    assert _said("Lieu") == []
    bring_back(alice, page.uid)
    assert _said("Lieu") == ["Loin de tous."]


def test_a_word_goes_to_the_page_of_that_title(write: Write, define: Define) -> None:
    define("Bureau", "Le premier.", variants=["atelier"])
    define("Atelier (lieu)", "Où l’on fabrique.")
    write("Lieu", "Un atelier.\n")
    assert _said("Lieu") == ["Où l’on fabrique."]
    define("Atelier", "Le mot lui-même.")
    assert _said("Lieu") == ["Le mot lui-même."]


def test_a_word_is_asked_for_by_its_name(write: Write, define: Define) -> None:
    write(
        "Lieu", "Voir [[terme:coworking]] et [[terme:Coworking|partager]], [[:terme:Coworking]].\n"
    )
    html = _html("Lieu")
    assert html.count('title="mot à définir" class="page-link red-link"') == 2
    assert 'href="/sheets/new?kind=term&amp;name=coworking"' in html
    assert ">coworking</a>" in html
    assert set(reading().scalars(sa.select(Link.target_title))) == {"terme:Coworking"}
    assert reading().scalars(sa.select(TermAsked.written)).all() == ["coworking"]
    page = define("Coworking", "Travailler à côté.", unexplained=True)
    assert _said("Lieu") == ["Travailler à côté."] * 2
    rename(people.make("alice"), page.uid, "Travail partagé")
    assert _said("Lieu") == ["Travailler à côté."] * 2


def test_an_act_that_is_undone_leaves_no_word(define: Define) -> None:
    define("Bureau", "Une table.")

    def fail() -> None:
        with act():
            derive.forget(pages.get("Bureau"))
            assert "Bureau" not in terms()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    release_reading()
    assert "Bureau" in terms()
