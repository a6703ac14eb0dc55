"""What is found, and in which order."""

from __future__ import annotations

import pytest

from tests.search.documents import document, put
from wiki.search import queries, rules
from wiki.search.queries import Tier, Wanted, search, suggest

pytestmark = pytest.mark.usefixtures("inside")


def titles(question: str, **how: object) -> list[str]:
    return [hit.title for hit in search(question, **how).hits]  # type: ignore[arg-type]


def test_the_better_the_place_the_sooner_it_comes() -> None:
    put(
        document(1, "Gare"),
        document(2, "Les gares"),
        document(3, "La gare de Pomerol"),
        document(4, "Transports", headings="La gare"),
        document(5, "Train", "On va à la gare.", links=9),
    )
    found = search("gare").hits
    assert [hit.title for hit in found] == [
        "Gare",
        "Les gares",
        "La gare de Pomerol",
        "Transports",
        "Train",
    ]
    assert [hit.tier for hit in found] == list(Tier)


def test_mentions_rank_then_the_date_then_the_number() -> None:
    put(
        document(1, "Un", "gare"),
        document(2, "Deux", "gare"),
        document(3, "Trois", "gare", links=1),
        document(4, "Quatre", "gare", updated_at=document(2, "").updated_at),
    )
    assert titles("gare") == ["Trois", "Quatre", "Deux", "Un"]


def test_all_the_words_are_needed_wherever_they_are() -> None:
    put(document(1, "Gare", "Pomerol"), document(2, "Gare", "Libourne"))
    assert len(titles("gare pomerol")) == 1


def test_a_title_of_stop_words_is_found_by_itself() -> None:
    put(document(1, "Nous"), document(2, "Autre", "Nous et vous."))
    assert titles("nous") == ["Nous"]
    assert search("nous").exact == "Nous"


def test_another_title_leads_to_the_document() -> None:
    put(document(1, "Espace public numérique", aliases=("EPN",)), document(2, "X", "Un EPN."))
    first, second = search("epn").hits
    assert (first.title, first.name, first.tier) == ("Espace public numérique", "EPN", Tier.EXACT)
    assert (second.title, second.name) == ("X", "")
    assert search("epn").exact == "Espace public numérique"


def test_a_question_without_words_finds_nothing() -> None:
    put(document(1, "Page", "texte"))
    for question in ("", " ", "le la les", "???", '"', "*", "\x00"):
        found = search(question)
        assert (found.total, list(found.hits), found.next_offset) == (0, [], None)


def test_a_word_that_is_only_begun_finds_when_asked_so() -> None:
    put(document(1, "Coopérative"))
    assert titles("coopé") == []
    assert titles("coopé", typing=True) == ["Coopérative"]


def test_screens_follow_one_another() -> None:
    put(*(document(n, f"Page {n}", "gare") for n in range(1, 46)))
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        found = search("gare", offset=offset)
        assert found.total == 45
        seen += [hit.title for hit in found.hits]
        offset = found.next_offset
    assert seen == [f"Page {n}" for n in range(45, 0, -1)]


def test_beyond_the_candidates_the_newest_made_compete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "CANDIDATES", 30)
    put(*(document(n, f"Page {n}", "gare", links=100 - n) for n in range(1, 51)))
    put(document(60, "Ancienne", "gare"), document(1, "La gare", "gare"))
    found = search("gare", offset=0, size=30)
    assert (found.total, found.is_more, found.next_offset) == (30, True, None)
    assert found.hits[0].title == "La gare"  # a title is never pushed out by texts
    assert "Page 2" not in [hit.title for hit in found.hits]


def test_a_search_can_be_narrowed_to_kinds() -> None:
    put(document(1, "Gare"), document(2, "La gare", "gare"))
    assert len(titles("gare", wanted=Wanted(kinds=("page",)))) == 2
    assert titles("gare", wanted=Wanted(kinds=("nothing",))) == []


def test_suggestions_start_with_titles_that_start_so() -> None:
    put(
        document(1, "Le coworking en Gironde", links=9),
        document(2, "Coworking"),
        document(3, "Télétravail", "Le coworking aussi."),
        document(4, "Bureau partagé", aliases=("Cowork",)),
        document(5, "Rien"),
    )
    found = suggest("cowo")
    assert [hit.title for hit in found] == [
        "Bureau partagé",
        "Coworking",
        "Le coworking en Gironde",
        "Télétravail",
    ]
    assert [hit.name for hit in found] == ["Cowork", "", "", ""]


def test_suggestions_come_from_the_first_letter_and_stay_few() -> None:
    put(*(document(n, f"Page {n}") for n in range(1, 40)))
    assert len(suggest("p")) == rules.SUGGESTIONS
    assert suggest("") == []
    assert suggest("zzz") == []


def test_wildcards_are_not_understood() -> None:
    put(document(1, "Page"))
    assert suggest("%") == suggest("_") == suggest("*") == []


@pytest.mark.parametrize(
    "question",
    [
        "x" * 10_000,
        "mot " * 5_000,
        "a* OR b* NEAR(c d, 3) {title}: ^e -f",
        "'); DROP TABLE wiki_search_text; --",
        "\x00\x01\ud800",
        '"' * 501,
        "🜁 \u202e \u0301 ½ ﷺ",
        "% _ \\ %% :q %(q)s {0}",
    ],
)
def test_hostile_questions_are_answered(question: str) -> None:
    put(document(1, "Page", "texte"))
    assert search(question).total == 0
    assert search(question, typing=True).total == 0
    assert suggest(question) == []
