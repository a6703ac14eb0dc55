from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.language import fold, folding
from wiki.language.folding import sort_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Télétravail", "teletravail"),
        ("ÉTÉ", "ete"),
        ("cœur", "coeur"),
        ("Œuvre", "oeuvre"),
        ("ex æquo", "ex aequo"),
        ("l’espace", "l'espace"),
        ("tiers\u2011lieu", "tiers-lieu"),
        ("co\u00adopérative", "cooperative"),
        ("ça", "ca"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="éèêëàâîïôûùçœæaeiou'’ ABC"))
def test_composed_and_decomposed_accents_agree(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_each_letter_is_folded_by_the_rules_of_unicode() -> None:
    for letter in map(chr, range(0x80, 0x3000)):
        assert fold(f"{letter}x") == folding._fold_any(f"{letter}x")


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_a_text_is_folded_by_the_rules_of_unicode(text: str) -> None:
    assert fold(text) == folding._fold_any(text)


def test_names_are_put_in_order_without_accents_nor_case() -> None:
    names = ["eric", "Éric", "fanny", "nulle", "Œuvre", "oeuvre commune", "Zoé"]
    assert sorted(names) != names
    assert sorted(names, key=lambda name: (sort_key(name), name)) == names
    assert len(sort_key("œ" * 300)) == folding.SORTED
