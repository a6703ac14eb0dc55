from __future__ import annotations

import pytest

from wiki.language import Synonyms, query, stems

NETWORK = Synonyms.of([["EPN", "espace public numérique"], ["tiers-lieu", "coworking"]])


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("EPN", "un espace public numérique"),
        ("epn rural", "Espaces publics numériques ruraux"),
        ("espace public numérique", "l'EPN de la commune"),
        ("tiers lieux à Pomerol", "coworkers à Pomerol"),
        ("coworking", "un tiers-lieu"),
    ],
)
def test_a_synonym_finds_the_page(typed: str, page: str) -> None:
    assert query(typed, synonyms=NETWORK).matches(stems(page).split())


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("EPN", "un espace public"),
        ("tiers lieux", "un tiers seulement"),
        ("espace vert", "l'EPN"),
        ("public numérique", "l'EPN"),
    ],
)
def test_part_of_an_expression_is_no_synonym(typed: str, page: str) -> None:
    assert not query(typed, synonyms=NETWORK).matches(stems(page).split())


def test_an_expression_of_stop_words_is_left_out() -> None:
    assert Synonyms.of([["le", "tiers-lieu"]]).groups == ((("tier", "lieu"),),)
