"""Jobs that the tests declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from wiki.kernel.db import state


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """The wiki, its context open."""
    with app.app_context():
        yield app


@pytest.fixture
def handlers(app: Flask) -> dict[str, Callable[..., None]]:
    """The jobs that this wiki knows: empty, for the test to fill."""
    known: dict[str, Callable[..., None]] = {}
    state().kept["jobs.handlers"] = known
    return known
