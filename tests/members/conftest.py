"""The people of the tests, and letters that nobody needs to word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.kernel.db import Database
from wiki.kernel.permissions import Actor
from wiki.members import passwords
from wiki.members.service.codes import Letter

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LETTER = Letter("sujet", "texte")


def write(code: str) -> Letter:
    """A letter that holds a code."""
    return Letter("sujet", f"http://localhost/x/{code}")


@pytest.fixture(autouse=True)
def cheap_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that takes no time, but in the tests of hashing."""
    if request.path.name != "test_passwords.py":
        monkeypatch.setattr(passwords, "_hasher", people.CHEAP)
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture
def everyone(inside: Flask) -> dict[str, Actor]:
    """Alice, bob, charlie and dora, in an open application."""
    return people.make_all()


@pytest.fixture
def count_queries(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], list[str]]]:
    """Gives ``start()``: the list that each statement and each look from now on is added to."""
    engine = inside.extensions["wiki"].database.engine
    seen: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    look = Database.look

    def heard(database: Database, query: sa.Select[Any], **values: object) -> Any:
        seen.append(str(query))
        return look(database, query, **values)

    def start() -> list[str]:
        sa.event.listen(engine, "before_cursor_execute", hear)
        monkeypatch.setattr(Database, "look", heard)
        return seen

    yield start
    if sa.event.contains(engine, "before_cursor_execute", hear):
        sa.event.remove(engine, "before_cursor_execute", hear)
