"""English is complete, and says the same values as the French."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from flask import Flask

from tools import translations


@pytest.fixture(scope="module")
def wanted() -> set[translations.Message]:
    return translations.messages()


def test_english_is_complete(wanted: set[translations.Message]) -> None:
    """`python -m tools.translations` gathers what is new; write its English beside it."""
    assert translations.faults(translations.catalogue(), wanted) == []


def test_nothing_is_translated_in_vain(wanted: set[translations.Message]) -> None:
    kept = {message.id for message in translations.catalogue() if message.id}
    assert kept - wanted == set()


def test_messages_come_from_templates_code_and_tables(wanted: set[translations.Message]) -> None:
    assert "Aller au contenu" in wanted  # a template
    assert "%(day)s à %(hour)s" in wanted  # the code
    assert "Il manque un titre." in wanted  # a table of sentences
    assert "Régler le site" in wanted  # a right
    assert ("%(n)s résultat", "%(n)s résultats") in wanted  # two forms


def test_a_message_without_english_is_named() -> None:
    assert translations.faults(Catalog(locale="en"), {"Bonjour"}) == ["sans anglais : Bonjour"]


def test_a_message_with_other_values_is_named() -> None:
    known = Catalog(locale="en")
    known.add("Bonjour %(name)s", "Hello %(nom)s")
    found = translations.faults(known, {"Bonjour %(name)s"})
    assert found == ["autres valeurs que le français : Bonjour %(name)s"]


def test_merging_keeps_the_known_and_drops_the_gone() -> None:
    known = Catalog(locale="en")
    known.add("Oui", "Yes")
    known.add("Ancien", "Old")
    made = translations.merged(known, {"Oui", "Non"})
    assert {message.id: message.string for message in made if message.id} == {
        "Non": "",
        "Oui": "Yes",
    }


def test_a_reader_who_asks_for_english_gets_it(wiki_app: Flask) -> None:
    page = wiki_app.test_client().get("/wiki/Le_lieu", headers={"Accept-Language": "en"})
    assert '<html lang="en"' in page.text
    assert "Skip to content" in page.text
    assert "Aller au contenu" not in page.text
