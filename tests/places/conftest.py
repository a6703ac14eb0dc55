"""A wiki with a map, that a browser visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import upgraded
from tests.journeys.sites import Site, close, make, served
from tests.places.mapped import add_map
from tests.sheets.conftest import alice, describe

__all__ = ["alice", "describe"]


@pytest.fixture
def mapped(tmp_path: Path, assets: None) -> Iterator[Callable[..., Site]]:
    """Gives ``mapped(**options)``: a served wiki that has the page of the map."""
    with ExitStack() as stack:

        def open_(**options: Any) -> Site:
            upgraded(f"sqlite:///{tmp_path}/wiki.db")
            app = make(tmp_path, **options)
            stack.callback(close, app)
            add_map(app)
            return stack.enter_context(served(app))

        yield open_
