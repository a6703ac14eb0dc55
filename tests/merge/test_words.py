from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.words import is_value, is_word, spelled, words


@given(st.one_of(st.text(), st.text("05 /@.[]()h€-m", max_size=40)))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


PIECES = ["dix", "-", "huit", "l’", "mars-avril", " ", ". ", "12", "05 57", "@", "a@b.fr", "_"]
PIECES += ["[[", "]]", "](", "x)", "http://a.b", "WWW.a.b", "\u0301", "'", "²", "deux’", "|"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_the_same_words_are_spelled_with_what_parts_them(text: str) -> None:
    found = spelled(text)
    assert "".join(found) == text
    assert [word for word in found[1::2] if is_word(word)] == list(filter(is_word, words(text)))
    assert not any(sign.isalnum() for sign in "".join(found[::2]))


@pytest.mark.parametrize(
    "value",
    [
        "05 57 00 00 02",
        "+33 5 57 00 00 02",
        "12 octobre 2010",
        "novembre 2010",
        "1er mars",
        "12/03/2010",
        "14h30",
        "50 euros",
        "15,5 %",
        "1 200 €",
        "a.b+c@exemple.fr",
        "https://exemple.fr/a?b=1&c=2",
        "www.exemple.fr",
        "[[Pomerol|le lieu]]",
        "](https://exemple.fr/a)",
        "douze",
    ],
)
def test_a_value_is_one_word(value: str) -> None:
    assert value in words(f"Voir {value} pour la suite")
    assert is_value(value)


@pytest.mark.parametrize("word", ["lieu", "l'accueil", "maire", "marsouin", "Arrêt-Minute"])
def test_a_plain_word_is_no_value(word: str) -> None:
    assert words(word) == [word]
    assert not is_value(word)


def test_spaces_and_signs_are_no_words() -> None:
    assert [word for word in words("Un, deux  — trois !") if is_word(word)] == [
        "Un",
        "deux",
        "trois",
    ]
