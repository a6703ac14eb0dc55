from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiki.language import words as written
from wiki.language.words import LONGEST_WORD, cut_open, words

#: Letters, digits, signs around words and in them, what is a letter to Unicode and no word to us.
PIECES = "aéœŒIİßldmtʼ'’·•-s1½ª _*.«»()[]|#>`…,;:!?\u0301\u00ad\u00a0ﬁﱞﾞ℠"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Arrêt Minute", ["arret", "minute"]),
        ("jusqu'à qu'elle d'accueil", ["a", "elle", "accueil"]),
        ("54 280 € sur 88\u202f720 €, soit 61 %", ["54280", "sur", "88720", "soit", "61"]),
        ("le 8 octobre 2012", ["le", "8", "octobre", "2012"]),
        ("33500 ou 33 500", ["33500", "ou", "33500"]),
        ("SIRET 123 456 789 00012", ["siret", "12345678900012"]),
        ("05 57 00 00 00, 05.57.00.00.00", ["0557000000", "0557000000"]),
        ("W332001234", ["w332001234"]),
        ("co-working, co working, coworking", ["coworking"] * 3),
        ("télé-travail", ["teletravail"]),
        ("Fab Lab et fab-lab", ["fablab", "et", "fablab"]),
        ("co, working", ["co", "working"]),
        ("co--working", ["co", "working"]),
        ("adhérent·e·s", ["adherent"]),
        ("usager·ère·s et coordinateur·rices", ["usager", "et", "coordinateur"]),
        ("cours·plan", ["cours", "plan"]),
        ("tiers-lieu", ["tiers", "lieu"]),
        ("snake_case", ["snake", "case"]),
        ("½ m²", ["12", "m2"]),
        ("« … » — !", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_an_elided_article_is_outside_the_word() -> None:
    text = "vers l’espace"
    word = words(text)[-1]
    assert text[word.start : word.end] == "espace"


def test_a_welded_compound_spans_both_words() -> None:
    text = "un co-working rural"
    word = words(text)[1]
    assert text[word.start : word.end] == "co-working"


def test_an_endless_word_is_cut() -> None:
    (word,) = words("a" * 200_000)
    assert len(word.text) == LONGEST_WORD
    assert word.end == 200_000


@given(st.text(alphabet=PIECES, max_size=8))
@example("ʼ")
@example("lʼami")
@example("(ﱞ)")
@example("«co»")
@example("co")
def test_a_word_alone_is_cut_as_it_is_among_others(piece: str) -> None:
    found = cut_open(piece)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "_alone", lambda _text: None)
        assert cut_open(piece) == found
