"""The full-text indexes: made with the schema, left alone when they are right, mended when not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.search.documents import document, put
from wiki.kernel import migrations
from wiki.kernel.db import release_reading, state
from wiki.search.queries import search

#: What damages an index: each engine has its own.
DAMAGES = {
    "sqlite": [
        "DROP TRIGGER wiki_fulltext_insert",
        "DROP TABLE wiki_fulltext",
        "DROP TRIGGER wiki_fulltext_delete; DROP TRIGGER wiki_fulltext_update",
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
                "EXPLAIN QUERY PLAN SELECT rowid FROM wiki_fulltext WHERE wiki_fulltext MATCH 'a'"
            )
            plan = connection.exec_driver_sql(query).all()[0].detail
            assert "VIRTUAL TABLE INDEX" in plan
        else:
            query = "EXPLAIN SELECT number FROM wiki_search_text WHERE wiki_stems(whole) @@ 'gare'"
            plan = "\n".join(connection.exec_driver_sql(query).scalars())
            assert "wiki_fulltext_whole" in plan
