"""A database that goes back to an older revision, and is upgraded again."""

from __future__ import annotations

from alembic import command

from wiki.kernel import migrations
from wiki.kernel.db import state


def upgraded_from(revision: str) -> None:
    """Leave the database of this wiki as one of that revision that was upgraded since."""
    database = state().database
    engine = database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection, connection.begin():
        command.downgrade(migrations.configuration(connection), revision)
    migrations.upgrade(database)
