"""The fixtures the other tests lean on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from tests import conftest
from tests.conftest import Console, upgraded
from tests.databases import Postgres, Prepare

if TYPE_CHECKING:
    from playwright.sync_api import Page

runs: list[str] = []


def fill(url: str) -> None:
    runs.append(url)
    with sa.create_engine(url, poolclass=sa.pool.NullPool).begin() as connection:
        connection.execute(sa.text("create table thing (name text)"))
        connection.execute(sa.text("insert into thing values ('é')"))


def names(url: str) -> list[str]:
    with sa.create_engine(url, poolclass=sa.pool.NullPool).begin() as connection:
        found = list(connection.execute(sa.text("select name from thing")).scalars())
        connection.execute(sa.text("delete from thing"))
        return found


def test_database_is_empty(database_url: str, engine_name: str) -> None:
    engine = sa.create_engine(database_url, poolclass=sa.pool.NullPool)
    assert sa.inspect(engine).get_table_names() == []
    assert engine.dialect.name == engine_name.replace("postgres", "postgresql")


@pytest.mark.parametrize("time", [1, 2])
def test_prepared_database_is_whole_each_time(
    time: int, prepared_database: Callable[[Prepare | None], str]
) -> None:
    assert names(prepared_database(fill)) == ["é"]
    assert names(prepared_database(fill)) == ["é"]
    assert len(runs) == len(set(runs))


def test_what_is_made_once_begins_anew_after_a_failure(
    once: Callable[[str, Callable[[Path], None]], Path],
) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        (folder / "half").touch()
        raise OSError("half done")

    def make(folder: Path) -> None:
        folder.mkdir()

    with pytest.raises(OSError, match="half done"):
        once("failed-first", fail)
    assert list(once("failed-first", make).iterdir()) == []
    assert once("failed-first", fail).is_dir()


@pytest.mark.parametrize("leave", [pytest.skip, pytest.fail])
def test_a_module_that_skips_itself_stops_nobody(
    leave: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []

    def read(name: str) -> None:
        left.append(name)
        leave("not here")

    config = SimpleNamespace(
        workerinput={"workerid": "gw0", "workercount": 400}, args=["x"], getini=lambda _name: ["x"]
    )
    monkeypatch.setattr(conftest, "import_module", read)
    session: Any = SimpleNamespace(config=config)
    try:
        conftest.pytest_collection(session)
    except BaseException as stopped:  # an outcome would be that of this very test
        raise AssertionError(left) from stopped
    assert len(left) > 1


@pytest.mark.parametrize("complaint", ["console.error('boum')", "setTimeout(() => { boum })"])
def test_console_hears_what_goes_wrong(
    complaint: str, console: Console, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.set_content(f"<p>é</p><script>{complaint}</script>")
    page.wait_for_timeout(50)
    assert len(console.unexpected()) == 1
    console.allow("boum")
    assert console.unexpected() == []


def test_page_without_javascript_runs_none(page_without_javascript: Page) -> None:
    page_without_javascript.set_content("<p>é</p><script>document.body.textContent = ''</script>")
    assert page_without_javascript.inner_text("p") == "é"


def test_axe_finds_an_image_without_text(
    page: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    page.set_content('<html lang="fr"><title>é</title><main><h1>é</h1><img src="data:,"></main>')
    assert [fault.split(" ")[0] for fault in accessibility_faults(page)] == ["image-alt"]


def test_an_emptied_database_is_as_it_was_copied(postgres_databases: Postgres) -> None:
    """It is copied again once its tables are others."""

    def fill_one_more(*before: str) -> int:
        url = postgres_databases.fresh("emptied", upgraded, "emptied")
        with sa.create_engine(url, poolclass=sa.pool.NullPool).begin() as connection:
            for statement in (*before, "insert into wiki_stamp (name, value) values ('é', 1)"):
                connection.execute(sa.text(statement))
            return int(connection.execute(sa.text("select count(*) from wiki_stamp")).scalar_one())

    assert fill_one_more() == 1
    assert fill_one_more("alter table wiki_stamp add column other text") == 1
    assert fill_one_more("alter table wiki_stamp add column other text") == 1
