"""The host's tables and ours in one PostgreSQL database, or in two SQLite files."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from flask import Flask

from wiki.kernel import migrations
from wiki.kernel.db import Base

HOSTS = {"note", "alembic_version"}


def names(engine: sa.Engine) -> set[str]:
    """The tables of a database."""
    return set(sa.inspect(engine).get_table_names())


def stamp_of_the_host(host: Flask) -> None:
    """As the host's own migrations do."""
    with host.app_context(), host.extensions["sqlalchemy"].engine.begin() as connection:
        connection.exec_driver_sql("create table alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("insert into alembic_version values ('hôte-7')")


def version_of_the_host(host: Flask) -> str | None:
    """What the host's migrations believe."""
    with host.app_context(), host.extensions["sqlalchemy"].engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_the_hosts_tables_are_left_alone(host: Flask) -> None:
    stamp_of_the_host(host)
    database = host.extensions["wiki"].database
    with host.app_context():
        engine = host.extensions["sqlalchemy"].engine
        note, session = host.extensions["note"], host.extensions["sqlalchemy"].session
        session.add(note(text="à moi"))
        session.commit()
        migrations.upgrade(database)
        assert session.scalar(sa.select(note.text)) == "à moi"
        session.close()
        session.remove()
    assert version_of_the_host(host) == "hôte-7"
    assert names(engine) - HOSTS == {name for name in names(engine) if name.startswith("wiki_")}
    assert migrations.is_current(database)


def test_our_tables_are_all_named_after_the_wiki() -> None:
    assert [name for name in Base.metadata.tables if not name.startswith("wiki_")] == []


def test_our_migrations_see_our_tables_alone(host: Flask) -> None:
    """With the host's tables there, nothing is found to change: no table of theirs to drop."""
    stamp_of_the_host(host)
    database = host.extensions["wiki"].database
    engine = database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection, connection.begin():
        command.check(migrations.configuration(connection))
    assert version_of_the_host(host) == "hôte-7"


def test_no_table_of_ours_points_into_the_hosts(host: Flask) -> None:
    inspector = sa.inspect(host.extensions["wiki"].database.engine)
    pointed = {
        key["referred_table"]
        for table in inspector.get_table_names()
        if table.startswith("wiki_")
        for key in inspector.get_foreign_keys(table)
    }
    assert {name for name in pointed if not name.startswith("wiki_")} == set()


def test_a_host_on_sqlite_keeps_its_file_for_itself(host: Flask, tmp_path: Path) -> None:
    with host.app_context():
        engine = host.extensions["sqlalchemy"].engine
    ours = names(host.extensions["wiki"].database.engine)
    if engine.dialect.name == "sqlite":
        assert names(engine) == {"note"}
        assert "note" not in ours
    else:
        assert {"note", "wiki_page"} <= names(engine)


def test_the_hosts_engine_has_nothing_of_ours(host: Flask) -> None:
    """Pragmas and `BEGIN IMMEDIATE` are on our own engine."""
    with host.app_context():
        engine = host.extensions["sqlalchemy"].engine
    assert not engine.dispatch.begin
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("pragma journal_mode").scalar() == "delete"
