"""`flask wiki …`: a host tends its wiki with its own configuration, from its own command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from flask import Flask

from tests.host.conftest import dispose, write
from tests.host.site import make_site, who
from tests.host.test_tables import names, stamp_of_the_host, version_of_the_host
from wiki import Wiki
from wiki.jobs.service import enqueue
from wiki.kernel import migrations
from wiki.kernel.db import act, state
from wiki.kernel.errors import WikiError

Run = Callable[..., str]


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A host with a wiki that has no table yet."""
    app, _ = make_site(tmp_path, database_url)
    Wiki(app, url_prefix="/docs", current_user=who)
    yield app
    dispose(app)


@pytest.fixture
def run(site: Flask) -> Run:
    """Gives ``run(*words, fails=False)``: what `flask wiki …` says."""

    def run_(*words: str, fails: bool = False) -> str:
        result = site.test_cli_runner().invoke(args=["wiki", *words])
        assert (result.exit_code != 0) == fails, result.output
        return result.output

    return run_


def test_the_host_makes_the_tables_of_its_wiki_and_no_other(site: Flask, run: Run) -> None:
    stamp_of_the_host(site)
    assert run("upgrade") == "La base est à jour.\n"
    assert migrations.is_current(site.extensions["wiki"].database)
    assert version_of_the_host(site) == "hôte-7"
    with site.app_context():
        hosts = names(site.extensions["sqlalchemy"].engine)
    on_sqlite = site.extensions["wiki"].database.is_sqlite
    assert ("wiki_page" in hosts) == (not on_sqlite)
    assert {"note", "alembic_version"} <= hosts
    write(site, "Accueil", "Bienvenue.")
    assert "Bienvenue." in site.test_client().get("/docs/wiki/Accueil").text


def test_a_second_time_changes_nothing(site: Flask, run: Run) -> None:
    run("upgrade")
    write(site, "Accueil", "Bienvenue.")
    assert run("upgrade") == "La base est à jour.\n"
    assert run("check") == "Tout est en ordre.\n"
    assert "wiki_link" in run("rebuild")
    assert "Bienvenue." in site.test_client().get("/docs/wiki/Accueil").text


@pytest.mark.parametrize("words", [("rebuild",), ("worker", "--once"), ("check",)])
def test_a_wiki_that_is_behind_says_what_its_host_runs(run: Run, words: tuple[str, ...]) -> None:
    assert "lancez « flask wiki upgrade »" in run(*words, fails=True)


def test_an_upgrade_that_cannot_be_made_leaves_the_host_alone(
    site: Flask, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("upgrade")
    with site.app_context(), site.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(sa.text("insert into note (text) values ('à moi')"))

    def refuse(*_: object) -> None:
        raise WikiError("upgrade_breaks", table="a", parent="b", number=3)

    monkeypatch.setattr(migrations, "upgrade", refuse)
    said = run("upgrade", fails=True)
    assert said.startswith("Error: La base reste comme elle était")
    assert "Traceback" not in said
    with site.app_context(), site.extensions["sqlalchemy"].engine.connect() as connection:
        assert connection.scalar(sa.text("select text from note")) == "à moi"


def test_the_jobs_are_done_beside_a_plain_server(site: Flask, run: Run) -> None:
    run("upgrade")
    seen: list[str] = []

    def greet(who: str) -> None:
        seen.append(who)

    with site.app_context():
        state().kept["jobs.handlers"] = {"greet": greet}
        with act():
            enqueue("greet", {"who": "alice"})
    assert run("worker", "--once") == "Travaux faits : 1\n"
    assert seen == ["alice"]


def test_accounts_are_the_hosts_own(site: Flask, run: Run) -> None:
    group = site.cli.commands["wiki"]
    assert isinstance(group, click.Group)
    assert {"upgrade", "check", "rebuild", "worker", "backup", "restore"} <= set(group.commands)
    assert {"init", "member", "token", "run", "demo"}.isdisjoint(group.commands)


def test_a_command_of_the_host_is_not_replaced(database_url: str, tmp_path: Path) -> None:
    app, _ = make_site(tmp_path, database_url)

    @app.cli.command("wiki")
    def theirs() -> None:
        click.echo("la leur")

    Wiki(app, url_prefix="/docs")
    assert app.test_cli_runner().invoke(args=["wiki"]).output == "la leur\n"
    dispose(app)
