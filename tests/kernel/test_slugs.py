"""Titles, keys and addresses."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.kernel import slugs
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import address_of, clean_title, title_key


def _taken(title: str) -> str | None:
    try:
        return clean_title(title)
    except Invalid:
        return None


TITLES = st.text(max_size=60)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("  Le   Comptoir_de_Pomerol ", "Le Comptoir de Pomerol"),
        ("e\u0301te\u0301", "été"),
        ("a / b", "a/b"),
        ("Édition", "Édition"),
        ("edit", "edit"),
        ("C++", "C++"),
        ("« L’été »", "« L’été »"),
        ("日本", "日本"),
    ],
)
def test_a_title_is_cleaned(raw: str, title: str) -> None:
    assert clean_title(raw) == title


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "title_empty"),
        (" _\t\n ", "title_empty"),
        ("a" * 201, "title_too_long"),
        *((f"a{sign}b", "title_character") for sign in "[]{}|<>#?\\\x00\x07\x7f\x9f"),
        *(
            (f"a{sign}b", "title_character")
            for sign in "\u00ad\u200b\u202e\u2066\ufeff\ufff9\ue000\ufffe\uffff\ufdd0\U000e0041"
        ),
        ("\ud800", "title_character"),
        ("/a", "title_segment"),
        ("a/", "title_segment"),
        ("a//b", "title_segment"),
        ("a/../b", "title_segment"),
        (".", "title_segment"),
        ("a/Edit", "title_reserved"),
        ("a/history/b", "title_reserved"),
        ("Page.ATOM", "title_suffix"),
        ("a/b.json", "title_suffix"),
    ],
)
def test_a_title_that_could_not_be_reached_is_refused(raw: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        clean_title(raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’Été", "l'ÉTÉ"),
        ("Tiers-lieu", "tiers‑lieu"),
        ("a – b", "a - b"),
        ("Straße", "STRASSE"),
        ("Le_Comptoir", "le  comptoir"),
        ("A/B", "a / b"),
        ("Ångström", "A\u030angstro\u0308m"),
    ],
)
def test_titles_that_read_alike_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(("one", "other"), [("été", "ete"), ("a b", "ab"), ("C++", "C#")])
def test_titles_that_read_otherwise_have_not(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@given(TITLES)
def test_folding_twice_is_folding_once(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)


def test_every_character_has_one_key() -> None:
    for number in range(0x3000):
        assert title_key(title_key(f"a{chr(number)}b")) == title_key(f"a{chr(number)}b"), number


@given(TITLES)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    title = _taken(raw)
    if title is not None:
        assert clean_title(title) == title
        assert unicodedata.is_normalized("NFC", title)


@given(TITLES)
def test_an_address_leads_to_its_title(raw: str) -> None:
    title = _taken(raw)
    if title is not None:
        asked = unquote(quote(address_of(title), safe="/"))
        assert clean_title(asked) == title
        assert title_key(asked) == title_key(title)


@given(TITLES)
def test_a_title_can_stand_in_a_feed(raw: str) -> None:
    title = _taken(raw)
    if title is not None:
        assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in title)


def test_identifiers_are_random_and_easy_to_read_aloud() -> None:
    made = {slugs.new_uid() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("01ilo")
