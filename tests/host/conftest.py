"""A host with a wiki under `/docs`, on each engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import upgraded
from tests.databases import Prepare
from tests.host.site import make_site, who
from wiki import Wiki
from wiki.extension import sqlite_url
from wiki.kernel import migrations
from wiki.kernel.permissions import SYSTEM
from wiki.pages.service.save import Edit, save


def dispose(app: Flask) -> None:
    """Close every connection, the host's and the wiki's."""
    if "wiki" in app.extensions:
        app.extensions["wiki"].database.engine.dispose()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def with_tables(
    engine_name: str, prepared_database: Callable[[Prepare | None], str]
) -> Callable[[Path], str]:
    """Gives ``with_tables(data_dir)``: the URL of a host's database, the wiki's tables made.

    On SQLite the wiki has its own file, in its data folder.
    """

    def prepare(data_dir: Path) -> str:
        url = prepared_database(upgraded)
        if engine_name == "postgres":
            return url
        data_dir.mkdir()
        Path(str(sa.make_url(url).database)).rename(str(sa.make_url(sqlite_url(data_dir)).database))
        return prepared_database(None)

    return prepare


@pytest.fixture
def make_host(with_tables: Callable[[Path], str], tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Gives ``make(prefix="/docs", config={}, **how)``: a host whose wiki has its tables."""
    made: list[Flask] = []

    def make(prefix: str = "/docs", *, config: dict[str, Any] | None = None, **how: Any) -> Flask:
        folder = tmp_path / f"site{len(made)}"
        folder.mkdir()
        app, _ = make_site(folder, with_tables(folder / "wiki"), **config or {})
        made.append(app)
        Wiki(app, url_prefix=prefix, **{"current_user": who} | how)
        if "WIKI_DATABASE_URL" in (config or {}):
            migrations.upgrade(app.extensions["wiki"].database)
        return app

    yield make
    for app in made:
        dispose(app)


@pytest.fixture
def host(make_host: Callable[..., Flask]) -> Flask:
    """The usual host."""
    return make_host()


@pytest.fixture
def visitor(host: Flask) -> FlaskClient:
    """Somebody who has not signed in at the host."""
    return host.test_client()


@pytest.fixture
def alice(host: Flask) -> FlaskClient:
    """Alice, signed in at the host."""
    client = host.test_client()
    client.get("/sign-in/alice")
    return client


def write(app: Flask, title: str, body: str, base: int = 0) -> None:
    """Save a page, past the forms."""
    with app.app_context():
        save(SYSTEM, Edit(title=title, body=body, base=base))


def form_of(client: FlaskClient, address: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    page = client.get(address).text
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    found += re.findall(r'<input name="(\w+)" type="hidden" value="([^"]*)"', page)
    return dict(found)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements that reach a database."""
    statements: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", hear)
    yield statements
    sa.event.remove(engine, "before_cursor_execute", hear)
