"""What every test may ask for: a database of each engine, and pages of a real browser."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from werkzeug.routing import Rule

from dev import alone
from tests import people
from tests.compiled import Compiled, attach_once, compile_rules_once, read_migrations_once
from tests.databases import Postgres, Prepare, SQLite, careless, keeping
from tools import postgres
from wiki.app import create_app
from wiki.kernel import migrations
from wiki.kernel.db import Database
from wiki.members.service.tokens import create_token
from wiki.web import templates

# What is drawn at random is the same in each run; `WIKI_FUZZ=1` draws anew.
settings.register_profile("seeded", derandomize="WIKI_FUZZ" not in os.environ)
settings.load_profile("seeded")

if TYPE_CHECKING:  # a test that needs no browser does not load its driver
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
    from werkzeug.test import TestResponse

#: A call to the API: `call("PUT", "/pages/Accueil", {"body": …}, **headers)`.
Call = Callable[..., "TestResponse"]
REPO = Path(__file__).resolve().parent.parent
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
#: How long a browser waits for what is expected of it, however busy the machine: milliseconds.
PATIENCE = 30_000
BROWSER_FIXTURES = {"browser", "new_page", "page", "page_without_javascript"}


def pytest_collection(session: pytest.Session) -> None:
    """Reads first what the other processes do not: they begin together, and where nothing is
    compiled yet each would compile all."""
    given: dict[str, Any] = getattr(session.config, "workerinput", {})
    if not given or session.config.args != session.config.getini("testpaths"):
        return
    mine, processes = int(given["workerid"].removeprefix("gw")), int(given["workercount"])
    for path in sorted((REPO / "tests").rglob("test_*.py"))[mine::processes]:
        # it is reported where it is collected; a module that skips itself raises no `Exception`
        with suppress(Exception, pytest.skip.Exception, pytest.fail.Exception):
            import_module(".".join(path.relative_to(REPO).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what drives a browser, for ``-m "not browser"``."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


#: How many modules were loaded when the collector last went through all that stays.
LOADED = [0]


@pytest.fixture(scope="module", autouse=True)
def settled() -> None:
    """Leaves what is loaded and kept out of the rounds of Python's collector, and makes them rarer.

    Each wiki that a test makes is garbage soon after. To go through all that stays each time took
    a fifth of the processor's time, and more as the run went on.
    """
    if len(sys.modules) > LOADED[0]:
        LOADED[0] = len(sys.modules)
        gc.collect()
        gc.freeze()
        gc.set_threshold(2_000, 20, 50)


# -- Databases


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among those that share the suite."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "alone"))


@pytest.fixture(scope="session")
def once(
    tmp_path_factory: pytest.TempPathFactory, worker: str
) -> Callable[[str, Callable[[Path], None]], Path]:
    """Gives ``once(name, make)``: a folder that ``make(folder)`` made, for all the processes."""
    own = tmp_path_factory.getbasetemp()

    def once_(name: str, make: Callable[[Path], None]) -> Path:
        folder = (own if worker == "alone" else own.parent) / name
        with alone(f"tests-{name}"):
            if not folder.exists():
                made = own / f"{name}-made"
                rmtree(made, ignore_errors=True)  # what a `make` that failed left
                make(made)
                made.rename(folder)
        return folder

    return once_


@pytest.fixture(scope="session")
def postgres_databases(worker: str) -> Iterator[Postgres]:
    """Databases on the server the runner started, or on one started now."""
    with postgres.given_or_own() as url, closing(Postgres(url, worker)) as databases:
        yield databases


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SQLite:
    """Database files in a folder of this run."""
    return SQLite(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each engine."""
    return str(request.param)


@pytest.fixture
def prepared_database(
    engine_name: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[Prepare | None], str]]:
    """Gives ``make(prepare)``: the URL of a new database that ``prepare(url)`` has filled.

    ``prepare`` runs once per process and engine; each test then gets a copy. It must close its
    connections.
    """
    databases: Any = request.getfixturevalue(f"{engine_name}_databases")
    # A file of its own for each test; PostgreSQL's databases are used again.
    test = f"{abs(hash(request.node.nodeid)):x}_" if engine_name == "sqlite" else ""
    names: list[str] = []

    def make(prepare: Prepare | None = None) -> str:
        names.append(f"{test}{len(names) + 1}")
        key = f"{prepare.__module__}.{prepare.__qualname__}" if prepare else ""
        return str(databases.fresh(names[-1], prepare, key))

    yield make
    if engine_name == "sqlite":
        for name in names:
            databases.forget(name)


@pytest.fixture
def database_url(prepared_database: Callable[[Prepare | None], str]) -> str:
    """The URL of an empty database, on SQLite then on PostgreSQL."""
    return prepared_database(None)


# -- Browser


class Console:
    """What a browser complains about; a complaint nobody expected fails the test."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.allowed: list[str] = []

    def allow(self, pattern: str) -> None:
        """Accepts the complaints that match a pattern, such as ``status of 409``."""
        self.allowed.append(pattern)

    def watch(self, page: Page) -> None:
        """Listens to a page."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def unexpected(self) -> list[str]:
        """The complaints that no pattern accepts."""
        return [
            complaint
            for complaint in self.complaints
            if not any(re.search(pattern, complaint) for pattern in self.allowed)
        ]


@pytest.fixture(scope="session")
def assets() -> None:
    """static/dist is as its sources say."""
    from tools.assets import build

    build()


@pytest.fixture(scope="session")
def browser(assets: None) -> Iterator[Browser]:
    """A real Chromium: the one the runner proved, or the first that works."""
    from playwright.sync_api import expect, sync_playwright

    from tools.browser import choose, driver

    driver()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = choose(playwright).launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def console() -> Iterator[Console]:
    """The complaints of this test's pages; it fails if one was not allowed."""
    heard = Console()
    yield heard
    assert heard.unexpected() == []


@pytest.fixture
def contexts() -> list[BrowserContext]:
    """The browser's contexts that this test has opened."""
    return []


@pytest.fixture
def close_pages(contexts: list[BrowserContext]) -> Callable[[], None]:
    """Gives ``close()``: closes every page of this test."""

    def close() -> None:
        while contexts:
            contexts.pop().close()

    return close


@pytest.fixture
def new_page(
    browser: Browser,
    console: Console,
    contexts: list[BrowserContext],
    close_pages: Callable[[], None],
) -> Iterator[Callable[..., Page]]:
    """Gives ``open(**options)``: a page with its own cookies; options are a context's."""

    def open_(**options: Any) -> Page:
        usual: dict[str, Any] = {
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
            "reduced_motion": "reduce",
        }
        contexts.append(browser.new_context(**usual | options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        console.watch(page)
        return page

    yield open_
    close_pages()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page as most readers have it: French, Paris time, few animations."""
    return new_page()


@pytest.fixture
def page_without_javascript(new_page: Callable[..., Page]) -> Page:
    """The same page with JavaScript off."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def accessibility_faults(assets: None) -> Callable[..., list[str]]:
    """Gives ``faults(page, **asked)``: what axe refuses on it, one sentence per rule."""
    source = (REPO / "node_modules/axe-core/axe.min.js").read_text()

    def faults(page: Page, **asked: Any) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        asked["resultTypes"] = ["violations"]
        found = page.evaluate("(asked) => axe.run(document, asked)", asked)
        return [
            f"{rule['id']} : {rule['help']} {[node['target'] for node in rule['nodes']]}"
            for rule in found["violations"]
        ]

    return faults


# -- The wiki


@pytest.fixture(scope="session", autouse=True)
def migrations_read_once() -> Iterator[None]:
    """Alembic reads each migration once: not eighty files for each database that is upgraded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("alembic.util.load_python_file", read_migrations_once())
        yield


#: A new database file, once one was made.
NEW_FILE: list[bytes] = []


def upgraded(url: str) -> None:
    """Give a database the schema of this code."""
    file = Path(sa.make_url(url).database or "")
    is_new_file = url.startswith("sqlite") and not file.exists()
    if is_new_file and NEW_FILE:
        file.write_bytes(NEW_FILE[0])
        return
    database = Database(sa.create_engine(url))
    careless(database.engine)
    migrations.upgrade(database)
    database.engine.dispose()
    if is_new_file:
        NEW_FILE.append(file.read_bytes())


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Templates and rules compiled once for all the wikis of this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            templates, "Templates", partial(templates.Templates, bytecode_cache=Compiled())
        )
        patch.setattr(Rule, "compile", compile_rules_once())
        patch.setattr(Flask, "register_blueprint", attach_once())
        yield


@pytest.fixture
def make_app(
    prepared_database: Callable[[Prepare | None], str], tmp_path: Path
) -> Iterator[Callable[..., Flask]]:
    """Gives ``make(**config)``: a stand-alone wiki of its own, on each engine."""
    made: list[Flask] = []

    def make(**config: Any) -> Flask:
        usual = {
            "TESTING": True,
            "WIKI_DATABASE_URL": prepared_database(upgraded),
            "WIKI_DATA_DIR": str(tmp_path / f"data{len(made)}"),
            "WIKI_WORKER": False,
            "WIKI_CHECK_LINKS": False,  # a test asks nobody but itself
            "WIKI_SAVES_PER_MINUTE": 0,  # tests are quicker than people
        }
        made.append(create_app(usual | config))
        keeping(careless(made[-1].extensions["wiki"].database.engine))
        return made[-1]

    yield make
    for app in made:
        app.extensions["wiki"].database.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """A stand-alone wiki with nothing in it."""
    return make_app()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """The application, with its context open: for acts and queries."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser, without a screen."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """Gives ``sign_in(name)``: the browser of somebody who is signed in."""

    def sign_in_(name: str) -> FlaskClient:
        client = app.test_client()
        people.sign_in(client, app, name)
        return client

    return sign_in_


@pytest.fixture
def ask(app: Flask) -> Callable[..., Any]:
    """Gives ``ask(function, *arguments)``: what the function answers inside the wiki."""

    def ask_(function: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        with app.app_context():
            return function(*arguments, **more)

    return ask_


@pytest.fixture
def program(app: Flask) -> Callable[..., Call]:
    """Gives ``program(name)``: calls to the API with a token of that person; None: without."""

    def program_(name: str | None = "alice", scope: str = "all") -> Call:
        headers = {}
        if name is not None:
            with app.app_context():
                token = create_token(people.make(name), "essai", (scope,))
            headers["Authorization"] = f"Bearer {token}"

        def call(method: str, path: str, json: Any = None, **more: str) -> TestResponse:
            given = headers | {key.replace("_", "-"): value for key, value in more.items()}
            return app.test_client().open(f"/api/v1{path}", method=method, json=json, headers=given)

        return call

    return program_


@pytest.fixture
def call(program: Callable[..., Call]) -> Call:
    """Calls with a token of alice."""
    return program("alice")


@pytest.fixture
def plan_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list[str]]:
    """Gives ``plan_of(do)``: the steps by which SQLite finds what ``do()`` looks at."""
    look = Database.look
    steps: list[str] = []

    def hear(database: Database, query: Any, **values: object) -> Any:
        found = look(database, query, **values)
        made = database.prepared(query)
        explained = replace(made, sql=f"EXPLAIN QUERY PLAN {made.sql}", found=())
        with closing(database.engine.raw_connection()) as connection:
            steps.extend(str(row[3]) for row in explained.read(connection, values))
        return found

    def plan_of_(do: Callable[[], object]) -> list[str]:
        steps.clear()
        with monkeypatch.context() as patch:
            patch.setattr(Database, "look", hear)
            do()
        return list(steps)

    return plan_of_
