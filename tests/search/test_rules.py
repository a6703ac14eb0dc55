"""What is indexed of a document."""

from __future__ import annotations

from tests.search.documents import document
from wiki.search.rules import (
    STEMS_KEPT,
    TEXT_KEPT,
    entry_of,
    number_of,
    posted_anew,
)


def test_numbers_follow_the_rows_of_their_owner() -> None:
    assert [number_of("page", row_id) for row_id in (1, 2, 3)] == [2, 4, 6]


def test_a_title_is_in_the_head_and_the_head_in_the_whole() -> None:
    entry = entry_of(document(1, "Coopérative", "Le texte.", headings="Histoire\nStatuts"))
    assert entry.title == "cooper"
    assert entry.head.split() == ["cooper", "histoir", "statut"]
    assert set(entry.whole.split()) == {"text", "cooper", "histoir", "statut"}


def test_each_stem_is_kept_once() -> None:
    entry = entry_of(document(1, "Titre", "mot " * 20))
    assert entry.whole.split() == ["mot", "titr"]


def test_other_titles_are_names_and_count_as_headings() -> None:
    entry = entry_of(document(1, "Tiers-lieu", aliases=("Tierslieu", "TIERS-LIEU", "Fabrique")))
    assert [name.title for name in entry.names] == ["Tiers-lieu", "Fabrique", "Tierslieu"]
    assert "fabriqu" in entry.head.split()
    assert "fabriqu" not in entry.title.split()


def test_what_is_beyond_the_snippets_is_found_all_the_same() -> None:
    entry = entry_of(document(1, "Titre", "x " * (TEXT_KEPT // 2) + "Pomerol"))
    assert "pomerol" in entry.whole.split()
    assert len(entry.text) == TEXT_KEPT


def test_stems_stay_within_what_an_engine_takes() -> None:
    hangul = " ".join(chr(0xAC00 + n) + chr(0xAC00 + m) for n in range(300) for m in range(250))
    entry = entry_of(document(1, "Titre", hangul))
    assert len(entry.whole.encode()) <= STEMS_KEPT


def test_words_that_changed_are_posted_with_those_that_begin_like_them() -> None:
    before, after = "train gare quai pont garage", "train gare quai pont galet"
    assert posted_anew(before, after) == ("gare garage", "gare galet")


def test_a_word_that_only_goes_is_taken_out() -> None:
    assert posted_anew("pont quai", "quai") == ("pont", "")


def test_words_in_another_order_are_not_posted() -> None:
    assert posted_anew("a b", "b a") == ("", "")
