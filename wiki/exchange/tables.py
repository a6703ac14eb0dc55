"""The tables that an archive carries, and the database seen as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from wiki.exchange.encoding import type_code
from wiki.kernel.db import LOCK_MIGRATION, Truth, state, table_of

#: What an archive carries: everything, or what may be given to others.
BACKUP, ARCHIVE = "backup", "archive"


@dataclass(frozen=True)
class Carried:
    """A table of the archive: its columns, each with its type code; which rows of it, "" for all.

    `given_if` is the SQL that is true of those that are carried; `own` are the texts left blank.
    """

    table: sa.Table
    columns: dict[str, str]
    given_if: str = ""
    own: frozenset[str] = frozenset()


def carried(profile: str) -> list[Carried]:
    """The tables of a profile, by name."""
    models = [model for model in _models(Truth) if profile == BACKUP or not model.is_private]
    return sorted((_carried(one, profile) for one in models), key=lambda one: one.table.name)


def _carried(model: type[Truth], profile: str) -> Carried:
    table = table_of(model)
    columns = {one.name: type_code(one.type) for one in table.columns}
    if profile == BACKUP:
        return Carried(table, columns)
    return Carried(table, columns, model.given_if, model.own_columns)


def _models(base: type[Truth]) -> Iterator[type[Truth]]:
    for model in base.__subclasses__():
        if "__tablename__" in vars(model):
            yield model
        yield from _models(model)


@contextmanager
def snapshot() -> Iterator[sa.Connection]:
    """A connection that sees one moment of the whole database while others go on saving."""
    database = state().database
    with database.engine.connect() as connection:
        if not database.is_sqlite:  # SQLite's readers see one moment by themselves
            connection.execution_options(isolation_level="REPEATABLE READ")
            connection.execute(sa.text("SET TRANSACTION READ ONLY"))
        yield connection


def is_empty(connection: sa.Connection) -> bool:
    """Whether no table of the wiki holds any truth; it may have no table at all."""
    there = set(sa.inspect(connection).get_table_names())
    return not any(
        connection.execute(sa.select(sa.literal(1)).select_from(one.table).limit(1)).first()
        for one in carried(BACKUP)
        if one.table.name in there
    )


def lock_schema(connection: sa.Connection) -> None:
    """Be the only one who changes tables, until the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_MIGRATION)))


def lift_guards(connection: sa.Connection) -> None:
    """Take away what keeps rows as they were: the votes of a closed ballot come back after it.

    The next upgrade, in the same transaction, puts it back.
    """
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND name LIKE 'wiki\\_%\\_keeps%' ESCAPE '\\'"
        )
        for (name,) in connection.exec_driver_sql(query).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return
    query = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid) "
        "AND tgname LIKE 'wiki\\_%%\\_keeps%%'"
    )
    for name, table in connection.exec_driver_sql(query).all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON "{table}"')


def drop_all(connection: sa.Connection) -> None:
    """Drop every table of the wiki, with what hangs on it. In the caller's transaction."""
    if connection.dialect.name == "sqlite":
        _drop_sqlite(connection)
        return
    names = [name for name in sa.inspect(connection).get_table_names() if name.startswith("wiki_")]
    if names:
        quoted = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        connection.exec_driver_sql(f"DROP TABLE {quoted} CASCADE")


def _drop_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'wiki\\_%' ESCAPE '\\'"
    )
    # A full-text index first: its own tables go with it.
    ordered = f"{query} ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    for (name,) in connection.exec_driver_sql(ordered).all():
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')


def set_sequences(connection: sa.Connection) -> None:
    """Make PostgreSQL give new rows numbers after those that are there."""
    if connection.dialect.name == "sqlite":
        return
    for one in carried(BACKUP):
        for column in one.table.primary_key.columns:
            if isinstance(column.type, sa.Integer):
                _set_sequence(connection, one.table, column)


def _set_sequence(connection: sa.Connection, table: sa.Table, column: sa.Column[int]) -> None:
    name = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
    if name is not None:
        last = connection.scalar(sa.select(sa.func.max(column)))
        connection.execute(sa.select(sa.func.setval(name, last or 1, last is not None)))
