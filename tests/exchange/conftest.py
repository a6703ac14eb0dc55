"""A wiki that is filled, and others to take archives back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Postgres, SQLite, careless
from tests.exchange import wikis


@pytest.fixture
def full(app: Flask) -> Flask:
    """A wiki with something of everything."""
    wikis.fill(app)
    return app


@pytest.fixture
def other(make_app: Callable[..., Flask]) -> Flask:
    """An empty wiki on the same engine."""
    return make_app()


@pytest.fixture
def elsewhere(
    engine_name: str, sqlite_databases: SQLite, postgres_databases: Postgres, tmp_path: Path
) -> Iterator[Flask]:
    """A wiki on the other engine, with no table at all."""
    from wiki.app import create_app

    databases = postgres_databases if engine_name == "sqlite" else sqlite_databases
    url = databases.fresh(f"elsewhere_{abs(hash(tmp_path)):x}", None, "")
    made = create_app(
        {
            "TESTING": True,
            "WIKI_DATABASE_URL": url,
            "WIKI_DATA_DIR": str(tmp_path / "elsewhere"),
            "WIKI_WORKER": False,
        }
    )
    careless(made.extensions["wiki"].database.engine)
    yield made
    made.extensions["wiki"].database.engine.dispose()
