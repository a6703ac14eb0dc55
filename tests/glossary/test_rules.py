"""Which words a sheet explains, and how texts may write them."""

from __future__ import annotations

from tests.glossary.conftest import term
from wiki.glossary.rules import PRECISE, TITLE, VARIANT, claimed, defined, spellings
from wiki.schema.sheet import Sheet


def test_a_page_explains_its_title_and_its_variants() -> None:
    sheet = term("x", "Un sens.", variants=["Ateliers", "Atelier", "FabLab", "y"])
    assert [tuple(one) for one in claimed("Atelier (lieu)", sheet)] == [
        ("Atelier", "atelier", PRECISE),
        ("Ateliers", "ateliers", VARIANT),
        ("FabLab", "fablab", VARIANT),
    ]
    assert [one.rank for one in claimed("Télétravail", term("x", "Un sens."))] == [TITLE]


def test_a_word_is_found_with_its_first_letter_either_way_and_both_apostrophes() -> None:
    assert set(spellings(["Commission d'accès"])) == {
        "Commission d'accès",
        "commission d'accès",
        "Commission d’accès",
        "commission d’accès",
    }
    assert set(spellings(["SCIC"])) == {"SCIC"}


def test_only_the_sheet_of_a_word_that_says_something_defines_it() -> None:
    found = defined("é", "Écran (mot)", term("Écran", "Ce  qui\nmontre.", source_date="2012-10"))
    assert found is not None
    assert (found.definition, found.sort, found.source_date) == (
        "Ce qui montre.",
        "ecran",
        "2012-10",
    )
    assert defined("a", "A", Sheet("term", {"name": "A"})) is None
    assert defined("a", "A", Sheet("place", {"definition": "Un lieu."})) is None
