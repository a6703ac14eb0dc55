from __future__ import annotations

import pytest

from wiki.language import Query, Term, query, stems
from wiki.language.terms import MOST_TERMS


def test_a_query_has_each_stem_once_in_order() -> None:
    assert query("les tiers-lieux d’Aquitaine, tiers lieu") == Query(
        (Term("tier"), Term("lieu"), Term("aquitain"))
    )


def test_only_the_last_word_is_unfinished() -> None:
    found = query("réseau de télécen", typing=True)
    assert found == Query((Term("reseau"), Term("telecen", prefix=True)))


def test_a_finished_word_is_followed_by_a_space() -> None:
    assert query("réseau ", typing=True) == Query((Term("reseau"),))


def test_an_article_being_typed_waits_for_its_noun() -> None:
    assert query("réseau de", typing=True) == Query((Term("reseau"),))
    assert query("le", typing=True) == Query((Term("le", prefix=True),))


@pytest.mark.parametrize(
    "word",
    [
        *("animatrice", "association", "conférences", "coopérative", "documentation", "gérants"),
        *("expérimentation", "financements", "numérique", "organisateurs", "permettant"),
        *("porteuses", "tiers-lieux", "télétravailleuse"),
    ],
)
def test_every_beginning_of_a_word_finds_it(word: str) -> None:
    page = stems(word).split()
    missed = [
        word[:size]
        for size in range(3, len(word) + 1)
        if not query(word[:size], typing=True).matches(page)
    ]
    assert missed == []


def test_a_page_must_answer_every_term() -> None:
    page = stems("Le réseau des tiers-lieux aquitains").split()
    assert query("réseau tiers-lieu").matches(page)
    assert not query("réseau lozérien").matches(page)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "de la"])
def test_an_empty_query_finds_nothing(typed: str) -> None:
    assert not query(typed).matches(["tier", "lieu"])


def test_an_endless_query_is_cut() -> None:
    assert len(query(" ".join(f"mot{i}" for i in range(500))).terms) == MOST_TERMS


def test_a_prefix_term_accepts_longer_stems_only_when_asked() -> None:
    assert Term("tele", prefix=True).accepts("telecentr")
    assert not Term("tele").accepts("telecentr")
