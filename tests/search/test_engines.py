"""The two engines find the same documents in the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import upgraded
from tests.databases import Postgres, SQLite
from tests.search.documents import put
from wiki.app import create_app
from wiki.kernel.slugs import title_key
from wiki.language import query, stems
from wiki.search import queries
from wiki.search.document import Document
from wiki.search.queries import search, suggest

SENTENCE = (
    "télétravail télétravailleurs coworking coworkers co-working tiers-lieu tierslieux lieux "
    "espace l’espace espaces d’accueil accueillir cœur coeur fablab Fab-Lab réseau réseaux "
    "coopérative coopérer gare Pomerol Gironde 33500 54 280 œuvre étape État ça là Île naïf ﬁn "
    "№ 한국 ελλην 𝔘𝔫"
)
WORDS = SENTENCE.split()


#: How far apart the numbers are: PostgreSQL asks the newest first, in several windows.
APART = 50


def documents(seed: int, number: int) -> Iterator[Document]:
    """Documents that differ by little: many ties to settle."""
    chance = random.Random(seed)
    for row_id in range(APART, number * APART + 1, APART):
        words = chance.choices(WORDS, k=chance.randrange(3, 60))
        yield Document(
            kind="page",
            uid=f"u{row_id}",
            row_id=row_id,
            title=" ".join(chance.choices(WORDS, k=chance.randrange(1, 4))),
            updated_at=datetime(2012, 10, 8, tzinfo=UTC) + timedelta(days=chance.randrange(9)),
            headings="\n".join(chance.choices(WORDS, k=2)),
            text=" ".join(words),
            aliases=tuple(chance.choices(WORDS, k=chance.randrange(2))),
            links=chance.randrange(4),
        )


def questions(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    yield from WORDS
    for _ in range(60):
        yield " ".join(chance.choices(WORDS, k=chance.randrange(2, 4)))


def answers(app: Flask, *, candidates: int) -> list[object]:
    """Everything that the search answers to the questions: order, totals, marks."""
    found: list[object] = []
    with app.app_context():
        for question in questions(seed=candidates):
            whole = search(question, size=candidates)
            found += [(question, whole)]
            found += [search(question, offset=20), search(question[:-1], typing=True)]
            found += [suggest(question[:length]) for length in (1, 2, 3, len(question))]
    return found


@pytest.fixture(scope="module")
def apps(
    sqlite_databases: SQLite, postgres_databases: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Flask]]:
    """The same documents on each engine, put in another order."""
    made = []
    for number, databases in enumerate((sqlite_databases, postgres_databases)):
        url = databases.fresh(f"engines{number}", upgraded, "engines")
        folder = tmp_path_factory.mktemp("data")
        app = create_app(
            {"WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(folder), "WIKI_WORKER": False}
        )
        with app.app_context():
            every = list(documents(seed=7, number=400))
            put(*(every if number else reversed(every)))
        made.append(app)
    yield made
    for app in made:
        app.extensions["wiki"].database.engine.dispose()


@pytest.mark.postgres
def test_both_engines_answer_alike(apps: list[Flask]) -> None:
    on_sqlite, on_postgres = (answers(app, candidates=1000) for app in apps)
    assert on_sqlite == on_postgres
    assert any(found.total > 100 for _, found in on_sqlite[::7])  # type: ignore[misc]


@pytest.mark.postgres
def test_both_engines_drop_the_same_candidates(
    apps: list[Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CANDIDATES", 25)
    on_sqlite, on_postgres = (answers(app, candidates=25) for app in apps)
    assert on_sqlite == on_postgres
    assert any(found.is_more for _, found in on_sqlite[::7])  # type: ignore[misc]


@pytest.mark.postgres
def test_what_is_found_is_what_the_analyser_says(apps: list[Flask]) -> None:
    every = list(documents(seed=7, number=400))
    with apps[0].app_context():
        for question in questions(seed=3):
            expected = {one.uid for one in every if answers_to(question, one)}
            assert {hit.uid for hit in search(question, size=1000).hits} == expected, question


def answers_to(question: str, one: Document) -> bool:
    names = (one.title, *one.aliases)
    words = " ".join(stems(text) for text in (*names, one.headings, one.text)).split()
    return query(question).matches(words) or title_key(question) in map(title_key, names)
