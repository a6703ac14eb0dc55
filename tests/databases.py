"""Empty and prepared databases for the tests, on both engines, made cheaply."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from tests.connections import CONNECTIONS

Prepare = Callable[[str], None]


def careless(engine: sa.Engine) -> sa.Engine:
    """The same, which waits for no disk: a test that ends is as good as a power cut that is none.

    To be said once `Database` has prepared it.
    """
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _wait_for_no_disk)
    return engine


def keeping(engine: sa.Engine) -> sa.Engine:
    """The same, which leaves its connections to the next one on its database.

    Not for a database from which others are copied: nobody may be there.
    """
    if engine.dialect.name == "postgresql":
        sa.event.listen(engine, "do_connect", CONNECTIONS.open)
    return engine


def _wait_for_no_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()


class SQLite:
    """Files: a prepared database is copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepared: dict[str, Path] = {}

    def fresh(self, name: str, prepare: Prepare | None, key: str) -> str:
        """The URL of a database that nobody has used, prepared when asked."""
        target = self.folder / f"{name}.db"
        if prepare:
            if key not in self.prepared:
                model = self.folder / f"model-{len(self.prepared)}.db"
                prepare(f"sqlite:///{model}")
                self.prepared[key] = model
            shutil.copyfile(self.prepared[key], target)
        return f"sqlite:///{target}"

    def forget(self, name: str) -> None:
        """Remove a database that nobody asks any more, before it is written to the disk."""
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):  # never made, or Windows and still open
                (self.folder / f"{name}.db{suffix}").unlink()


class Postgres:
    """Databases of one server, named after the worker that uses them.

    To copy a database takes ten times longer than to empty the tables that a test has filled.
    """

    def __init__(self, server: str, worker: str) -> None:
        self.url = sa.make_url(server)
        self.worker = worker
        self.prepared: dict[str, str] = {}
        #: Database -> the model it was copied from, and its shape then.
        self.copied: dict[str, tuple[str, Shape]] = {}
        #: One connection to each database, kept: to open one takes as long as to empty the tables.
        self.engines: dict[str, sa.Engine] = {}
        self.admin = self._engine(self.url.database or "postgres")

    def _engine(self, database: str) -> sa.Engine:
        if database not in self.engines:
            self.engines[database] = sa.create_engine(
                self.url.set(database=database),
                isolation_level="AUTOCOMMIT",
                pool_size=1,
                pool_pre_ping=True,  # a database that is made again drops it
            )
        return self.engines[database]

    def close(self) -> None:
        """Leave the server."""
        CONNECTIONS.close()
        for engine in self.engines.values():
            engine.dispose()

    def _address(self, database: str) -> str:
        return self.url.set(database=database).render_as_string(hide_password=False)

    def _create(self, database: str, model: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(sa.text(f'drop database if exists "{database}" with (force)'))
            connection.execute(sa.text(f'create database "{database}" template "{model}"'))

    def fresh(self, name: str, prepare: Prepare | None, key: str) -> str:
        """The URL of the worker's database, empty or prepared; it replaces the former one."""
        database, model = f"{self.worker}_{name}", "template0"
        if prepare:
            if key not in self.prepared:
                self.prepared[key] = f"{self.worker}_model_{len(self.prepared)}"
                self._create(self.prepared[key], model)
                prepare(self._address(self.prepared[key]))
            model = self.prepared[key]
        if not self._emptied(database, model):
            self._create(database, model)
            self.copied[database] = model, self._shape(database)
        return self._address(database)

    def _shape(self, database: str) -> Shape:
        with self._engine(database).connect() as connection:
            return _shape(connection)

    def _emptied(self, database: str, model: str) -> bool:
        """Whether it is as it was copied again: not when its shape changed, or when it had rows."""
        copied, shape = self.copied.get(database, ("", None))
        if copied != model or shape is None or shape.filled - {MIGRATED}:
            return False
        with self._engine(database).connect() as connection:
            connection.execute(_LEAVE, {"waiting": CONNECTIONS.waiting()})
            now = _shape(connection)
            if (now.things, now.version) != (shape.things, shape.version):
                return False
            connection.execute(sa.text("set session_replication_role = replica"))
            for table in now.filled - shape.filled:
                connection.execute(sa.delete(sa.table(table)))
            for table in now.swollen - shape.filled:
                connection.execute(sa.text(f'truncate "{table}" cascade'))
            connection.execute(_RESTART)
            connection.execute(sa.text("reset session_replication_role"))
        return True


#: The table that says which migrations were made: the only one with a row in a new wiki.
MIGRATED = "wiki_alembic_version"


class Shape(NamedTuple):
    """What a database is made of, and which of its tables have held rows, or very many."""

    things: str
    version: str
    filled: frozenset[str]
    swollen: frozenset[str]


def _shape(connection: sa.Connection) -> Shape:
    things = connection.execute(_THINGS).scalar_one()
    sizes = {str(name): int(size) for name, size in connection.execute(_SIZES)}
    version = ""
    if MIGRATED in sizes:
        version = str(connection.execute(_VERSION).all())
    swollen = frozenset(name for name, size in sizes.items() if size > SWOLLEN)
    return Shape(things, version, frozenset(sizes), swollen)


_VERSION = sa.select(sa.column("version_num")).select_from(sa.table(MIGRATED))
#: Bytes of a table from which the rows that were deleted slow those that read it.
SWOLLEN = 256 * 1024
#: Every table, index, column, rule and trigger, and whether it is in force.
_THINGS = sa.text(
    """
    select concat_ws(
        ' ',
        (select md5(string_agg(concat_ws(' ', oid, relname, relhastriggers), ',' order by oid))
           from pg_class where relnamespace = 'public'::regnamespace),
        (select md5(string_agg(concat_ws(' ', oid, tgenabled), ',' order by oid)) from pg_trigger),
        (select md5(string_agg(concat_ws(' ', oid, xmin), ',' order by oid)) from pg_proc
          where pronamespace = 'public'::regnamespace),
        (select count(*) from pg_attribute where not attisdropped),
        (select count(*) from pg_constraint),
        (select count(*) from pg_namespace where nspname !~ '^pg_(toast_)?temp'),
        (select count(*) from pg_db_role_setting)
    )
    """
)
_SIZES = sa.text(
    """
    select relname, pg_relation_size(oid) from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
    """
)
_LEAVE = sa.text(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid() and pid <> all(:waiting)"
)
_RESTART = sa.text(
    """
    select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where last_value is not null
    """
)
