"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from tests import people
from wiki.kernel.db import Database
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save


@pytest.fixture
def write() -> Callable[..., Page]:
    """Gives ``write(title, *bodies, by=…)``: a page with a revision for each body."""

    def write_(title: str, *bodies: str, by: Actor | None = None) -> Page:
        author = by or people.make("alice")
        for base, body in enumerate(bodies):
            saved = save(author, Edit(title, body, base))
        return saved.page

    return write_


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
