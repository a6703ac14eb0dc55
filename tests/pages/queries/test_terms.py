"""Words explained in every page: those of the settings page, those that subjects give."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import people
from wiki.kernel.directives import Glossary
from wiki.kernel.permissions import Role
from wiki.kernel.subject import Subject
from wiki.markup.meaning import TermShown
from wiki.pages.models import Page
from wiki.pages.queries.terms import terms
from wiki.pages.rules import ABBREVIATIONS_TITLE
from wiki.web.rendering import render_text, rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]

SAID = "Nos sigles.\n\n- FTL : France Tiers-Lieux\n- ESS : économie sociale et solidaire\n"
FTL = '<abbr title="France Tiers-Lieux" class="term">FTL</abbr>'


class Lexicon:
    """What a later subject keeps: its words, under a version of its own."""

    def __init__(self) -> None:
        self.version, self.asked = "1", 0
        self.given = {"fablab": TermShown("un atelier partagé", "/wiki/Fablab", key="fablab")}

    def words(self, _version: str) -> dict[str, TermShown]:
        self.asked += 1
        return self.given


@pytest.fixture
def subject(app: Flask) -> Lexicon:
    """A subject above the others explains words."""
    lexicon = Lexicon()

    class Giving(Subject):
        def load(self, _reference: str) -> Any:
            return Glossary(lambda: lexicon.version, lexicon.words)

    house = app.extensions["wiki"]
    house.subjects = (*house.subjects, Giving("glossary", glossary="terms:GLOSSARY"))
    return lexicon


@pytest.fixture
def settings(inside: None, write: Write) -> Page:
    """The page of the abbreviations."""
    return write(ABBREVIATIONS_TITLE, SAID, by=people.make("admin", Role.ADMINISTRATOR))


@pytest.mark.usefixtures("settings")
def test_an_abbreviation_is_explained_in_every_page(write: Write) -> None:
    page = write("Lieu", "FTL et FTL, `FTL`, [FTL](/x), FTLs.\n\n## FTL\n")
    html = rendering_of(page).html
    assert html.count(FTL) == 2
    assert '<h2 id="s-ftl">FTL</h2>' in html
    assert FTL in render_text("La FTL.").html


@pytest.mark.usefixtures("settings")
def test_an_included_text_is_explained_too(write: Write) -> None:
    write("Horaires", "La FTL ouvre.\n")
    assert FTL in rendering_of(write("Lieu", ":::{inclure Horaires}\n")).html


def test_without_the_page_nothing_is_explained() -> None:
    assert terms() == {}
    assert render_text("La FTL.").html == "<p>La FTL.</p>"


def test_a_subject_gives_words_that_lead_to_their_page_once(subject: Lexicon, write: Write) -> None:
    write(ABBREVIATIONS_TITLE, SAID, by=people.make("admin", Role.ADMINISTRATOR))
    html = rendering_of(write("Lieu", "Un fablab de la FTL, un fablab.\n")).html
    link = '<a href="/wiki/Fablab" title="un atelier partagé" class="term">fablab</a>'
    assert html == f"<p>Un {link} de la {FTL}, un fablab.</p>"
    assert rendering_of(write("Fablab", "Un fablab.\n")).html == "<p>Un fablab.</p>"
    assert subject.asked == 1


def test_of_a_word_explained_twice_the_settings_page_says_what_it_means(
    subject: Lexicon, write: Write
) -> None:
    write(ABBREVIATIONS_TITLE, SAID, by=people.make("admin", Role.ADMINISTRATOR))
    subject.given = {"FTL": TermShown("autre chose", "/wiki/FTL")}
    assert FTL in render_text("La FTL.").html


def test_the_words_are_asked_again_with_another_version(subject: Lexicon) -> None:
    assert terms().keys() == {"fablab"}
    subject.given, subject.version = {"médialab": TermShown("x", "/wiki/M")}, "2"
    assert terms().keys() == {"médialab"}
    assert terms()["médialab"].dependencies == ("term:médialab",)


def _calls(act: Callable[[], object]) -> int:
    """How many Python functions are called."""
    made = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return made


def test_two_thousand_words_ask_no_more_of_a_text_than_twenty(subject: Lexicon) -> None:
    body = "Un mot9 rare, un mot 9, parmi d’autres. " * 500

    def cost(words: int) -> int:
        subject.version = str(words)
        subject.given = {f"mot{n} rare": TermShown("x", f"/wiki/{n}") for n in range(words)}
        assert render_text(body).html.count('class="term"') == 1
        return _calls(lambda: render_text(body))

    # The collector of garbage may call a few functions meanwhile.
    assert cost(2_000) <= cost(20) * 1.01
