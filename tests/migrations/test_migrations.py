"""The schema: made by the migrations alone, as the models say, with its guards."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner, Result
from flask import Flask

from tests import people
from tests.census.made import published
from tests.charter.made import Made
from tests.files import images
from wiki import cli, commands
from wiki.app import create_app
from wiki.charter.models import FrozenText
from wiki.cli import wiki
from wiki.discussions.passages import blocks
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.speak import Words
from wiki.extension import load_models
from wiki.files.service.add import Incoming, add
from wiki.kernel import clock, migrations
from wiki.kernel.db import Base, Database, act
from wiki.kernel.errors import WikiError
from wiki.markup.render import VERSION
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.publishing.models import Booklet, Edition
from wiki.upkeep.service.care import say_read

ROOT = Path(__file__).parents[2]
load_models()


def _module(name: str) -> ModuleType:
    spec = spec_from_file_location(f"migrations_{name}", ROOT / "migrations" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ddl = _module("ddl")
fulltext = _module("fulltext")
keys = _module("keys")
erasing = _module("erasing")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database."""
    made = Database(sa.create_engine(database_url))
    yield made
    made.engine.dispose()


@pytest.fixture
def upgraded(database: Database) -> Database:
    """A database with the schema of this code."""
    migrations.upgrade(database)
    return database


def _ours(database: Database) -> set[str]:
    """The tables of the wiki, those of its full-text index aside."""
    with database.engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
    return {name for name in names if not name.startswith("wiki_fulltext")}


def _downgrade(database: Database) -> None:
    engine = database.engine.execution_options(wiki_act=True)
    with engine.connect() as connection, connection.begin():
        command.downgrade(migrations.configuration(connection), "base")


def test_nothing_becomes_the_schema_of_this_code(database: Database) -> None:
    assert migrations.current(database) is None
    assert not migrations.is_current(database)
    migrations.upgrade(database)
    assert migrations.is_current(database)
    assert _ours(database) == {*Base.metadata.tables, migrations.VERSION_TABLE}


def test_a_second_upgrade_changes_nothing(upgraded: Database) -> None:
    before = _guards(upgraded)
    migrations.upgrade(upgraded)
    assert _guards(upgraded) == before


def test_the_migrations_make_what_the_models_say(upgraded: Database) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        text = str(name or "")
        return not text.startswith("wiki_fulltext") and text != migrations.VERSION_TABLE

    with upgraded.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_keys_of_titles_are_all_in_one_order(upgraded: Database) -> None:
    if upgraded.is_sqlite:
        return
    query = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE column_name IN ('key', 'sort', 'page_sort') OR column_name LIKE '%!_key' ESCAPE '!'
        GROUP BY table_name, column_name HAVING max(collation_name) IS NULL
    """
    with upgraded.engine.connect() as connection:
        others = {f"{table}.{column}" for table, column in connection.execute(sa.text(query))}
    # PostgreSQL finds no key in an index of another order.
    assert {name for name in others if name.startswith("wiki_")} <= {
        "wiki_account.email_key",
        "wiki_contact.key",
        "wiki_file.search_key",
        "wiki_job.dedupe_key",
        "wiki_mail.dedupe_key",
        "wiki_passkey.public_key",
        "wiki_place_mapping.key",
        "wiki_profile.skills_key",
        "wiki_setting.key",
    }


def test_going_back_leaves_nothing_of_ours(upgraded: Database) -> None:
    _downgrade(upgraded)
    assert _ours(upgraded) <= {migrations.VERSION_TABLE}
    migrations.upgrade(upgraded)
    assert migrations.is_current(upgraded)


def test_the_tables_of_a_host_are_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('the-hosts')"))
        connection.execute(sa.text("CREATE TABLE thing (id INTEGER PRIMARY KEY)"))
    migrations.upgrade(database)
    _downgrade(database)
    with database.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "the-hosts"
        assert sa.inspect(connection).has_table("thing")


def test_two_processes_upgrade_at_once(database_url: str, database: Database) -> None:
    program = (
        "import sys, sqlalchemy as sa\n"
        "from wiki.kernel import migrations\n"
        "from wiki.kernel.db import Database\n"
        "database = Database(sa.create_engine(sys.argv[1]))\n"
        "sys.stdin.readline()\n"
        "migrations.upgrade(database)\n"
        "database.engine.dispose()\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate(timeout=600)[1] for one in started]
    assert [one.returncode for one in started] == [0, 0], said
    assert migrations.is_current(database)


# -- A migration to come

ADDED = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "20991231_to_come", {head!r}
branch_labels = depends_on = None


def upgrade() -> None:
    {act}


def downgrade() -> None:
    pass
"""
#: SQLite makes the table again, as it does for most changes; PostgreSQL changes it in place.
AGAIN = """recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table({table!r}, recreate=recreate) as batch:
        batch.add_column(sa.Column("colour", sa.String()))"""


@pytest.fixture
def to_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives ``to_come(act)``: from now on there is one more migration, which does that."""

    def to_come_(act: str) -> None:
        folder, head = tmp_path / "migrations", migrations.head()
        shutil.copytree(ROOT / "migrations", folder)
        added = folder / "versions" / "20991231_to_come.py"
        added.write_text(ADDED.format(head=head, act=act), "utf-8")
        monkeypatch.setattr(migrations, "folder", lambda _name: folder)

    return to_come_


def _filled(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """A wiki with two pages, one of them renamed: its rows, by table."""
    app = create_app({"WIKI_DATABASE_URL": str(database.engine.url.render_as_string(False))})
    with app.app_context():
        alice = people.make("alice")
        page = save(alice, Edit("Lieu", "Voir [[Atelier]].\n", 0)).page
        save(alice, Edit("Atelier", "Voir [[Lieu]].\n", 0))
        rename(alice, page.uid, "Le Comptoir")
    app.extensions["wiki"].database.engine.dispose()
    return _rows(database)


def _rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select())]
            for name, table in sorted(Base.metadata.tables.items())
        }


@pytest.mark.parametrize("table", ["wiki_page", "wiki_member", "wiki_revision"])
def test_a_table_that_others_point_to_is_made_again_without_losing_a_row(
    upgraded: Database, to_come: Callable[[str], None], table: str
) -> None:
    before, guards = _filled(upgraded), _guards(upgraded)
    assert before[table]
    to_come(AGAIN.format(table=table))
    migrations.upgrade(upgraded)
    assert migrations.current(upgraded) == "20991231_to_come"
    assert _rows(upgraded) == before
    assert _guards(upgraded) == guards
    with upgraded.engine.connect() as connection:
        columns = {column["name"] for column in sa.inspect(connection).get_columns(table)}
        assert "colour" in columns
        if upgraded.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_what_pointed_to_a_table_made_again_still_does(
    upgraded: Database, to_come: Callable[[str], None]
) -> None:
    _filled(upgraded)
    to_come(AGAIN.format(table="wiki_page"))
    migrations.upgrade(upgraded)
    orphan = sa.text("INSERT INTO wiki_link VALUES (999999, 'x', 'x')")
    with pytest.raises(sa.exc.IntegrityError), upgraded.engine.begin() as connection:
        connection.execute(orphan)


def test_a_migration_that_leaves_rows_pointing_to_nothing_is_refused(
    upgraded: Database, to_come: Callable[[str], None]
) -> None:
    before, head = _filled(upgraded), migrations.head()
    to_come('op.execute("DELETE FROM wiki_member")')
    with pytest.raises((WikiError, sa.exc.IntegrityError)) as caught:
        migrations.upgrade(upgraded)
    if isinstance(caught.value, WikiError):
        assert upgraded.is_sqlite
        assert caught.value.code == "upgrade_breaks"
        assert caught.value.params["parent"] == "wiki_member"
    assert migrations.current(upgraded) == head
    assert _rows(upgraded) == before
    with upgraded.engine.connect() as connection:
        if upgraded.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


# -- What Alembic does not describe


def _guards(database: Database) -> dict[str, str]:
    """The triggers, and the full-text table or indexes, that are in the database: name -> SQL."""
    if database.is_sqlite:
        query = (
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE %'"
        )
    else:
        query = (
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
            "UNION SELECT indexname, obj_description(to_regclass(indexname::text), 'pg_class') "
            "FROM pg_indexes WHERE indexname LIKE 'wiki\\_fulltext%'"
        )
    with database.engine.connect() as connection:
        return {
            str(name): str(sql)
            for name, sql in connection.exec_driver_sql(
                query.replace("%", "%%") if not database.is_sqlite else query
            )
        }


def test_the_live_schema_has_the_guards_of_the_code(upgraded: Database) -> None:
    there = _guards(upgraded)
    if upgraded.is_sqlite:
        wanted = ddl.SQLITE_GUARDS | fulltext.SQLITE_FULLTEXT | keys.SQLITE_KEYS
        assert there == wanted | erasing.SQLITE_ERASING
        return
    wanted = ddl.POSTGRES_GUARDS | fulltext.POSTGRES_FULLTEXT | keys.POSTGRES_KEYS
    wanted |= erasing.POSTGRES_ERASING
    assert there.keys() == wanted.keys()
    for name, statement in fulltext.POSTGRES_FULLTEXT.items():
        assert there[name] == statement
    for table, verbs in ddl.GUARDED.items():
        assert all(verb in there[f"{table}_keeps"] for verb in verbs)
        assert "wiki_refuse_change()" in there[f"{table}_keeps"]


def test_a_guard_that_went_is_made_again(upgraded: Database) -> None:
    wanted = _guards(upgraded)
    with upgraded.engine.begin() as connection:
        ddl.drop_guards(connection)
    assert _guards(upgraded).keys() != wanted.keys()
    migrations.upgrade(upgraded)
    assert _guards(upgraded) == wanted


@pytest.mark.parametrize("table", sorted(ddl.GUARDED))
def test_what_is_guarded_is_a_table_of_ours(table: str) -> None:
    assert table in Base.metadata.tables


def test_each_key_of_what_is_guarded_is_held() -> None:
    guarded = set(ddl.GUARDED) | {name.partition("_keeps")[0] for name in ddl.SQLITE_GUARDS}
    guarded.add("wiki_charter_erasure")
    assert guarded == {*keys.KEYS, *keys.OTHERS}
    for name, held in keys.KEYS.items():
        table = Base.metadata.tables[name]
        unique = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        unique += [one for one in table.indexes if one.unique]
        wanted = [{column.name for column in one.columns} for one in (table.primary_key, *unique)]
        said = [set(key.split()) - {"is_current"} for key in held]
        assert sorted(map(sorted, said)) == sorted(map(sorted, wanted)), name


def _taken_away(name: str, database: Database) -> None:
    """Rows go without a DELETE, on a connection that is not ours where there are files."""
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {name} CASCADE")
        return
    with closing(sqlite3.connect(str(database.engine.url.database))) as connection, connection:
        connection.execute(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}")  # noqa: S608


def test_what_was_written_stays(upgraded: Database) -> None:
    _write_in_each_guarded_table(upgraded)
    held = keys.KEYS if upgraded.is_sqlite else ddl.GUARDED
    for table in sorted(ddl.GUARDED.keys() & held.keys()):
        with pytest.raises((sa.exc.DBAPIError, sqlite3.Error), match="is never changed"):
            _taken_away(table, upgraded)
    for table, verb in product(sorted(ddl.GUARDED), ("UPDATE", "DELETE", "REPLACE")):
        change = _change(table, verb, upgraded)
        with (
            pytest.raises(sa.exc.DBAPIError, match=f"{table} is never changed"),
            upgraded.engine.begin() as connection,
        ):
            connection.execute(change)


def _write_in_each_guarded_table(database: Database) -> None:
    app = create_app({"WIKI_DATABASE_URL": str(database.engine.url.render_as_string(False))})
    with app.app_context():
        page = save(people.make("alice"), Edit("Lieu", "Un café.\n", 0)).page
        passage = Comment(1, blocks("Un café.\n")[0].id, "café")
        comment(people.make("alice"), "page", page.uid, passage, Words("Un mot."))
        save(people.make("alice"), Edit("Lieu", "Un thé.\n", 1))
        add(people.make("alice"), Incoming("statuts.pdf", images.PDF))
        say_read(people.make("alice"), page.uid, 2)
        redact(people.make("alice"), page.uid, 1, 1, "Données personnelles")
        with act() as session:
            session.add(published())
            session.add(FrozenText(hash="0", parent_hash="", text="{}", frozen_at=clock.now()))
            told = {"title": "Livret", "summary": "", "entries": []}
            booklet = Booklet(**told, created_at=clock.now())
            session.add(booklet)
            session.flush()
            edition = {**told, "number": 1, "words": [], "published_at": clock.now()}
            session.add(Edition(**edition, booklet_id=booklet.id))
        made = Made(app)
        made.amended()
        with act() as session:
            session.add_all([made.signature(page), *made.annexed(page)])
    app.extensions["wiki"].database.engine.dispose()
    _write_an_author(database)


def _change(name: str, verb: str, database: Database) -> sa.Executable:
    """A statement that changes a table, or rows of it by inserting them once more."""
    table = Base.metadata.tables[name]
    if verb == "DELETE":
        return table.delete()
    if verb == "REPLACE" and database.is_sqlite:
        return table.insert().prefix_with("OR REPLACE").from_select(table.c.keys(), table.select())
    column = next(one for one in table.columns if one.primary_key == (verb == "REPLACE"))
    return table.update().values({column: column})


def _write_an_author(database: Database) -> None:
    table = Base.metadata.tables["wiki_revision_author"]
    with database.engine.begin() as connection:
        number, seq = connection.execute(sa.text("SELECT id, seq FROM wiki_revision LIMIT 1")).one()
        author = {"revision_id": number, "member_id": 1, "position": 2, "seq": seq}
        connection.execute(table.insert(), author)


# -- A wiki whose schema is behind

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Gives ``run(*words)``: the command on an empty database, which it lets go afterwards."""
    monkeypatch.setenv("WIKI_DATABASE_URL", database_url)
    monkeypatch.setenv("WIKI_DATA_DIR", str(tmp_path))
    made: list[Flask] = []

    def make() -> Flask:
        made.append(create_app())
        return made[-1]

    def run_(*words: str) -> Result:
        result = CliRunner().invoke(wiki, words)
        while made:
            made.pop().extensions["wiki"].database.engine.dispose()
        return result

    monkeypatch.setattr(cli, "create_app", make)
    return run_


@pytest.mark.parametrize("command", [one.name for one in wiki.commands.values()])
def test_a_command_says_what_to_run_first(run: Run, command: str) -> None:
    if command not in commands.COMMANDS_WITHOUT_SCHEMA:
        result = run(command)
        assert result.exit_code == 1
        assert "wiki upgrade" in result.output


def test_the_upgrade_is_a_command(run: Run) -> None:
    checked = run("check")
    assert checked.exit_code == 1
    assert "wiki upgrade" in checked.output
    assert run("upgrade").output == "La base est à jour.\n"
    assert run("check").output == "Tout est en ordre.\n"
    assert run("rebuild").exit_code == 0


def test_a_new_rendering_makes_the_kept_ones_stale() -> None:
    found = (ROOT / "migrations/versions").glob("*.py")
    told = [getattr(_module(f"versions/{path.stem}"), "RENDERING", 0) for path in found]
    assert max(told) == VERSION
