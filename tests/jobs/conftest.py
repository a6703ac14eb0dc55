"""A wiki with an empty database, on each engine, and jobs that the tests declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from wiki.app import create_app
from wiki.kernel.db import Base, release_reading, state


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A stand-alone wiki whose context is pushed."""
    made = create_app({"WIKI_DATA_DIR": str(tmp_path), "WIKI_DATABASE_URL": database_url})
    with made.app_context():
        engine = state().database.engine
        Base.metadata.create_all(engine)
        yield made
        release_reading()
        engine.dispose()


@pytest.fixture
def handlers(app: Flask) -> dict[str, Callable[..., None]]:
    """The jobs that this wiki knows: empty, for the test to fill."""
    with app.app_context():
        known: dict[str, Callable[..., None]] = {}
        state().kept["jobs.handlers"] = known
        return known
