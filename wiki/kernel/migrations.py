"""The schema of the database: upgraded by a command, under a lock, never when an app is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from wiki.kernel.db import LOCK_MIGRATION, Database
from wiki.kernel.folders import folder

#: The wiki keeps its own version table: a host's migrations and ours do not meet.
VERSION_TABLE = "wiki_alembic_version"


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration for our `migrations/` folder, on a given connection."""
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision of the schema that this code needs."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    if found is None:
        raise RuntimeError("There is no migration.")
    return found


def current(database: Database) -> str | None:
    """The revision of the schema that the database has."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return context.get_current_revision()


def is_current(database: Database) -> bool:
    """Whether this code and the database agree."""
    return current(database) == head()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to `revision`; two processes at once do it once."""
    with _alone(database) as connection:
        command.upgrade(configuration(connection), revision)


@contextmanager
def _alone(database: Database) -> Iterator[sa.Connection]:
    engine = database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(sa.text("select pg_advisory_xact_lock(:n)"), {"n": LOCK_MIGRATION})
        yield connection
