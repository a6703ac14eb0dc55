"""The full-text indexes, which Alembic does not describe. Made again after every upgrade."""

from __future__ import annotations

import sqlalchemy as sa


def reinstall(connection: sa.Connection) -> None:
    """Make them again, for the engine of the connection, when they are not as here."""
    if connection.dialect.name == "sqlite":
        reinstall_sqlite_fulltext(connection)
    else:
        reinstall_postgres_fulltext(connection)


# Full text, over the stems of `wiki_search_text`: an index for each column, that is for each
# sort of places. One index of them all would look for a title among all documents with the word.
# What is there already is left alone: indexing a large wiki takes longer than starting it may.
# No trigger follows an update on SQLite: whoever rewords a document posts what differs, which
# costs a sixth of posting all of it anew (`wiki.search.service`).

_COLUMNS = ("title", "head", "whole")
_NEW = " ".join(
    f"INSERT INTO wiki_fulltext_{column} (rowid, {column}) VALUES (new.number, new.{column});"  # noqa: S608 - no value in it
    for column in _COLUMNS
)
_OLD = " ".join(
    f"INSERT INTO wiki_fulltext_{column} (wiki_fulltext_{column}, rowid, {column}) "  # noqa: S608
    f"VALUES ('delete', old.number, old.{column});"
    for column in _COLUMNS
)
# Stems are cut by spaces and folded already: `ascii` leaves them as they are. Neither length nor
# place is kept: we rank, and some words of a document may be posted without the others.
_SQLITE_INDEXES = {
    f"wiki_fulltext_{column}": f"CREATE VIRTUAL TABLE wiki_fulltext_{column} USING fts5({column}, "
    "content='wiki_search_text', content_rowid='number', "
    "tokenize='ascii', prefix='2 3', detail=none, columnsize=0)"
    for column in _COLUMNS
}
SQLITE_FULLTEXT = _SQLITE_INDEXES | {
    "wiki_fulltext_insert": "CREATE TRIGGER wiki_fulltext_insert AFTER INSERT ON wiki_search_text "
    f"BEGIN {_NEW} END",
    "wiki_fulltext_delete": "CREATE TRIGGER wiki_fulltext_delete AFTER DELETE ON wiki_search_text "
    f"BEGIN {_OLD} END",
}
POSTGRES_FULLTEXT = {
    f"wiki_fulltext_{column}": f"CREATE INDEX wiki_fulltext_{column} ON wiki_search_text "
    f"USING gin (wiki_stems({column}, number))"
    for column in _COLUMNS
}
# Beside the words of a document, the blocks of numbers that it is in: a search of a common word
# asks for those of the newest documents, and GIN skips all others (`wiki.search.matching.windows`).
# No word begins with their sign.
# Its cost keeps the planner from reading the words of every row in place of the index; being
# written in PL/pgSQL keeps it from being replaced by its body, which costs nothing; and no search
# is long enough to be worth the start of another process, which that cost would call for.
_POSTGRES_STEMS = """
CREATE OR REPLACE FUNCTION wiki_stems(stems text, number bigint) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS
$$BEGIN RETURN array_to_tsvector(string_to_array(stems, ' ') || ARRAY[{blocks}]); END$$
""".format(blocks=", ".join(f"'#{bits}.' || (number >> {bits})" for bits in (11, 14, 17, 20)))


def reinstall_sqlite_fulltext(connection: sa.Connection) -> None:
    """The FTS5 tables and the triggers that keep them; filled again if anything is not as here.

    The tables in which FTS5 keeps them come and go with them.
    """
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE wiki_fulltext%' "
        "OR (type = 'trigger' AND tbl_name = 'wiki_search_text')"
    )
    there = {str(name): str(sql) for name, sql in connection.exec_driver_sql(query)}
    if not _has_texts(connection) or there == SQLITE_FULLTEXT:
        return
    for name, sql in there.items():
        kind = "TRIGGER" if sql.startswith("CREATE TRIGGER") else "TABLE"
        connection.exec_driver_sql(f"DROP {kind} {name}")
    for statement in SQLITE_FULLTEXT.values():
        connection.exec_driver_sql(statement)
    for name in _SQLITE_INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608


def reinstall_postgres_fulltext(connection: sa.Connection) -> None:
    """The GIN indexes; each carries its own definition as a comment, to be compared."""
    if not _has_texts(connection):
        return
    connection.exec_driver_sql(_POSTGRES_STEMS)
    for name, statement in POSTGRES_FULLTEXT.items():
        query = sa.text("SELECT obj_description(to_regclass(:name), 'pg_class')")
        if connection.scalar(query, {"name": name}) != statement:
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
            connection.exec_driver_sql(statement)
            quoted = statement.replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON INDEX {name} IS '{quoted}'")


def _has_texts(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table("wiki_search_text")
