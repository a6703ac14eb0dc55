from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wiki.language import analyse, analyser, fold, pieces, stems
from wiki.language.analyser import stem_of, word_stems
from wiki.language.words import cut

FRENCH = st.text(
    alphabet=st.sampled_from("aeioulrstndmpbcfgvqxzhjyéèêàâîôûçœæÉÀ0123456789 \u00a0'’-.,\n"),
    max_size=120,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("télétravail", "teletravail"),
        ("télétravail", "télétravailleurs"),
        ("télétravail", "télétravailleuse"),
        ("télétravail", "télétravaille"),
        ("l'espace", "L’espace"),
        ("l'espace", "espaces"),
        ("d'accueil", "accueillir"),
        ("tiers-lieu", "tiers lieux"),
        ("tiers-lieu", "tierslieu"),
        ("tiers-lieu", "Tierslieux"),
        ("tiers-lieu", "tier-lieu"),
        ("coeur", "cœur"),
        ("coworker", "coworking"),
        ("coworkers", "co-working"),
        ("coworking", "cotravail"),
        ("fablab", "Fab Labs"),
        ("le réseau", "les réseaux"),
        ("le travail", "des travaux"),
        ("courriel", "mél"),
        ("54 280 €", "54280 €"),
    ],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert stems(one) == stems(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("travail", "télétravail"), ("lieu", "tiers-lieu"), ("centre", "télécentre"), ("été", "es")],
)
def test_two_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_lexicon_words_go_through_the_stemmer_too() -> None:
    assert stems("tierslieu") == "tier lieu"


def test_stop_words_leave_no_stem() -> None:
    assert stems("Il est dans l’un ou l'autre des lieux") == "autr lieu"


def test_a_siret_is_found_by_its_siren() -> None:
    assert stems("123 456 789 00012") == "12345678900012 123456789"


def test_a_word_of_two_stems_gives_two_tokens_in_its_place() -> None:
    assert analyse("Les tierslieux") == [("tier", 4, 14), ("lieu", 4, 14)]


@given(FRENCH)
def test_offsets_point_at_words_of_the_text_in_order(text: str) -> None:
    tokens = analyse(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(
        a.start <= b.start and (a.end <= b.start or a[1:] == b[1:]) for a, b in pairwise(tokens)
    )
    for token in tokens:
        assert token.stem in stems(text[token.start : token.end]).split()


@given(FRENCH)
def test_accents_and_capitals_never_matter(text: str) -> None:
    assert stems(text) == stems(fold(text)) == stems(text.upper().replace("SS", "ss"))


@given(st.text(max_size=80))
def test_stems_have_only_letters_and_digits(text: str) -> None:
    assert all(token.stem.isalnum() for token in analyse(text))
    assert stems(text) == stems(text)


def test_threads_do_not_disturb_each_other() -> None:
    vocabulary = [f"{root}{ending}" for root in ROOTS for ending in ENDINGS]
    expected = [stem_of(word) for word in vocabulary]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: [stem_of(word) for word in vocabulary], range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert all(answer == expected for answer in answers)


def test_words_already_met_come_from_memory() -> None:
    analyser._stems.clear()
    stems("la coopérative accompagne la coopérative")
    assert [*analyser._stems] == ["la", "coopérative", "accompagne"]


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    analyser._stems.clear()
    monkeypatch.setattr(analyser, "_MOST_REMEMBERED", 5)
    text = " ".join(f"mot{n}" for n in range(12)) + " " + "mot" * 40
    assert len(stems(text).split()) == 13
    assert len(analyser._stems) <= 5


#: What one piece of a text may change in the next: numbers, compounds, accents that stand alone.
ACROSS = st.lists(
    st.sampled_from(
        [
            *(
                "co",
                "tele",
                "fab",
                "lab",
                "labs",
                "wi",
                "fi",
                "open",
                "e",
                "tiers",
                "x",
                "mot" * 20,
            ),
            *("0", "05", "57", "12", "123", "345", "00012", "½", "٣"),
            *("-", "·", "l'", "’", "_", "\u0301", "\u202f", "\u2009", "\u00a0"),
            *(" ", " ", " ", "  ", "\n", "\t", "\r"),
        ]
    ),
    max_size=14,
).map("".join)


@given(ACROSS)
@example("12\n345 ")
@example("05 57\n12 34 56\nfab\nlab")
@settings(max_examples=1_000)
def test_a_text_read_piece_by_piece_has_the_words_of_the_whole(text: str) -> None:
    whole = [(stem, start, end) for word, start, end in cut(text) for stem in word_stems(word)]
    assert analyse(text) == whole


def test_a_long_run_of_numbers_is_read_once() -> None:
    text = "12 " * 20_000
    assert stems(text).split() == ["12"] * 20_000


ROOTS = ("cooper", "accueill", "anim", "document", "fédér", "mutualis", "organis", "partag")
ENDINGS = ("ation", "ement", "ateurs", "atrice", "er", "ons", "aient", "ée", "ives", "able")


@given(st.one_of(FRENCH, ACROSS))
def test_each_piece_has_the_stems_of_what_is_written_there(text: str) -> None:
    written, said = pieces(text)
    assert " ".join(written) == text.replace("\n", " ")
    assert " ".join(said).split() == [token.stem for token in analyse(text)]
    ends = [*accumulate(len(piece) + 1 for piece in written)]
    for at, end, stems_ in zip([0, *ends], ends, said, strict=False):
        begun = [token.stem for token in analyse(text) if at <= token.start < end]
        assert stems_.split() == begun


def test_the_numbers_of_a_column_are_not_one() -> None:
    assert stems("12\n120\n300\nplaces").split()[:3] == ["12", "120", "300"]
