"""The full-text indexes: made with the schema, left alone when they are right, mended when not."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.search.documents import document, put
from wiki.kernel import migrations
from wiki.kernel.db import act, release_reading, state, write
from wiki.language import stems
from wiki.search.matching import BLOCKS
from wiki.search.queries import search
from wiki.search.rules import number_of
from wiki.search.statements import COLUMNS, POST_IN_FTS5

#: What followed a document that changed, before the act told FTS5 itself.
_OF_OLD = "CREATE TRIGGER wiki_fulltext_update AFTER UPDATE ON wiki_search_text BEGIN SELECT 1;END"
#: What damages an index: each engine has its own.
DAMAGES = {
    "sqlite": [
        "DROP TRIGGER wiki_fulltext_insert",
        "DROP TABLE wiki_fulltext_title",
        f"DROP TRIGGER wiki_fulltext_delete; {_OF_OLD}",
    ],
    "postgres": [
        "DROP INDEX wiki_fulltext_whole",
        "COMMENT ON INDEX wiki_fulltext_title IS 'another definition'",
        "DROP FUNCTION wiki_stems CASCADE",
    ],
}


def run(statements: str) -> None:
    """Some statements, committed."""
    release_reading()
    with state().database.engine.begin() as connection:
        for statement in statements.split("; "):
            connection.exec_driver_sql(statement)


def made_of(engine_name: str) -> set[str]:
    """What the database says of the indexes."""
    query = (
        "SELECT name || sql FROM sqlite_master WHERE name LIKE 'wiki_fulltext%' AND sql != ''"
        if engine_name == "sqlite"
        else "SELECT c.oid || c.relname || obj_description(c.oid, 'pg_class') FROM pg_class AS c "
        "WHERE relname LIKE 'wiki_fulltext%'"
    )
    with state().database.engine.connect() as connection:
        return set(connection.scalars(sa.text(query)))


def test_what_is_right_is_left_alone(inside: Flask, engine_name: str) -> None:
    before = made_of(engine_name)
    assert before
    migrations.upgrade(state().database)
    assert made_of(engine_name) == before


@pytest.mark.parametrize("damage", range(3))
def test_what_is_damaged_is_made_again(inside: Flask, engine_name: str, damage: int) -> None:
    put(document(1, "Gare", "Pomerol"))
    run(DAMAGES[engine_name][damage])
    migrations.upgrade(state().database)
    put(document(2, "Pont", "Pomerol"))
    assert {hit.title for hit in search("pomerol").hits} == {"Gare", "Pont"}


def test_postgres_asks_its_index(inside: Flask, engine_name: str) -> None:
    """Not every row in turn, however few rows there are: reading their words costs too much."""
    put(*(document(n, f"Page {n}", "gare") for n in range(1, 40)))
    release_reading()
    with state().database.engine.connect() as connection:
        if engine_name == "sqlite":
            query = (
                "EXPLAIN QUERY PLAN SELECT rowid FROM wiki_fulltext_head "
                "WHERE wiki_fulltext_head MATCH 'a'"
            )
            plan = connection.exec_driver_sql(query).all()[0].detail
            assert "VIRTUAL TABLE INDEX" in plan
        else:
            query = (
                "EXPLAIN SELECT number FROM wiki_search_text "
                "WHERE wiki_stems(whole, number) @@ 'gare'"
            )
            plan = "\n".join(connection.exec_driver_sql(query).scalars())
            assert "wiki_fulltext_whole" in plan


def test_postgres_indexes_the_blocks_that_are_asked_for(inside: Flask, engine_name: str) -> None:
    if engine_name == "sqlite":
        return
    number = 1 << BLOCKS[-1] + 2
    with state().database.engine.connect() as connection:
        query = sa.text("SELECT unnest(tsvector_to_array(wiki_stems('gare pont', :number)))")
        words = {*connection.scalars(query, {"number": number})}
    assert words == {"gare", "pont", *(f"#{bits}.{number >> bits}" for bits in BLOCKS)}


def check_index() -> None:
    """Have FTS5 compare its indexes with what indexing each document afresh would write there."""
    for name in (f"wiki_fulltext_{column}" for column in COLUMNS.values()):
        run(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def test_words_are_posted_one_by_one_as_they_would_be_all_at_once(
    inside: Flask, engine_name: str
) -> None:
    dice = random.Random(5)
    words = ["".join(dice.choice("abelo") for _ in range(dice.randint(1, 5))) for _ in range(60)]

    def some(most: int) -> str:
        return " ".join(dice.choices(words, k=dice.randint(0, most)))

    for _ in range(60):
        put(
            *(
                document(dice.randint(1, 4), f"Page {some(2)}", some(30), headings=some(4))
                for _ in range(dice.randint(1, 3))
            )
        )
    if engine_name == "sqlite":
        check_index()
        found = sa.text("SELECT count(*) FROM wiki_search_text WHERE whole != ''")
        with state().database.engine.connect() as connection:
            assert connection.scalar(found) == 4
    title, text = "Page " + some(2), some(30)
    put(document(1, title, text))
    for word in {*f"{title} {text}".split()}:
        assert not stems(word) or title in {hit.title for hit in search(word).hits}, word


def test_the_check_of_the_index_can_fail(inside: Flask, engine_name: str) -> None:
    if engine_name != "sqlite":
        return
    put(document(1, "Gare", "Pomerol"))
    with act():
        write(POST_IN_FTS5["whole"], {"of": number_of("page", 1), "out": "pomerol", "into": ""})
    with pytest.raises(sa.exc.DatabaseError, match="malformed"):
        check_index()


def test_a_save_that_changes_no_word_posts_nothing(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(document(1, "Gare", "Pomerol, une gare."))
    monkeypatch.setattr("wiki.search.service.POST_IN_FTS5", {})
    put(document(1, "Gare", "Une gare : Pomerol."))
    assert [hit.title for hit in search("pomerol").hits] == ["Gare"]
