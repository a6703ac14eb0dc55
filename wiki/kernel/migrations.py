"""The schema of the database: upgraded by a command, under a lock, never when an app is made.

Alembic is loaded where something is upgraded, and there alone: a process that serves the wiki would
keep it for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from wiki.kernel.db import BUSY_TIMEOUT, LOCK_MIGRATION, Database
from wiki.kernel.errors import WikiError
from wiki.kernel.folders import folder
from wiki.kernel.late import Late

if TYPE_CHECKING:
    from alembic.config import Config

command, alembic_config = Late("alembic.command"), Late("alembic.config")
#: The wiki keeps its own version table: a host's migrations and ours do not meet.
VERSION_TABLE = "wiki_alembic_version"
#: How long one waits for another process that upgrades the same SQLite file, in milliseconds.
PATIENCE = 600_000
_VERSION = sa.text(f"select version_num from {VERSION_TABLE}")  # noqa: S608 - a name of ours
_NAMES = re.compile(r'^(revision|down_revision) = "(.+)"$', re.MULTILINE)


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration for our `migrations/` folder, on a given connection."""
    config: Config = alembic_config.Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def chain() -> dict[str, str | None]:
    """Every revision of the schema, and the one before it."""
    found: dict[str, str | None] = {}
    for path in (folder("migrations") / "versions").glob("*.py"):
        named = dict(_NAMES.findall(path.read_text("utf-8")))
        found[named["revision"]] = named.get("down_revision")
    return found


def head() -> str:
    """The revision of the schema that this code needs."""
    known = chain()
    (found,) = known.keys() - known.values()
    return found


def current(database: Database) -> str | None:
    """The revision of the schema that the database has."""
    with database.engine.connect() as connection:
        return current_on(connection)


def current_on(connection: sa.Connection) -> str | None:
    """The same, on a connection that is open."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(_VERSION).scalar()


def is_current(database: Database) -> bool:
    """Whether this code and the database agree."""
    return current(database) == head()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to `revision`; two processes at once do it once.

    Raises `WikiError` and changes nothing when rows would point to what is no more.
    """
    with _alone(database) as connection:
        upgrade_on(connection, revision)


def upgrade_on(connection: sa.Connection, revision: str) -> None:
    """The same, on a connection that nobody else may write beside."""
    command.upgrade(configuration(connection), revision)


@contextmanager
def _alone(database: Database) -> Iterator[sa.Connection]:
    engine = database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection:
        if database.is_sqlite:
            yield from _with_loose_keys(connection)
            return
        with connection.begin():
            connection.execute(sa.text("select pg_advisory_xact_lock(:n)"), {"n": LOCK_MIGRATION})
            yield connection


def _with_loose_keys(connection: sa.Connection) -> Iterator[sa.Connection]:
    """A transaction in which a table that others point to may be made again under its name.

    SQLite changes most of a table by copying and dropping it: with foreign keys on, the rows that
    point to it would be refused or follow it. They are counted at the end instead.
    """
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101 - the connection has just been opened
    driver.execute("PRAGMA foreign_keys=OFF")  # says nothing inside a transaction
    driver.execute(f"PRAGMA busy_timeout={PATIENCE}")
    try:
        with connection.begin():
            before = dangling(connection)
            yield connection
            _refuse_more(before, dangling(connection))
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")


def dangling(connection: sa.Connection) -> Counter[tuple[str, str]]:
    """How many rows of a table point to nothing in another one: (table, other) -> number."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return Counter((str(table), str(parent)) for table, _row, parent, _key in found)


def _refuse_more(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> None:
    if more := after - before:
        (table, parent), number = more.most_common(1)[0]
        raise WikiError("upgrade_breaks", table=table, parent=parent, number=number)
