"""What a save costs, in what can be counted on any machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.kernel.db import act, insert_missing, state
from wiki.kernel.prepared import Prepared
from wiki.markup.parse import parse
from wiki.pages.service.save import Edit, save
from wiki.watch.models import Follow

TEXT = "# Le Comptoir\n\nUn café [[Coworking|partagé]], comme [[La Grange]].\n\nOuvert.\n"


@pytest.fixture
def statements(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the databases of this wiki are asked from now on."""
    asked: list[str] = []

    def execute(_1: Any, _2: Any, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(state().database.engine, "before_cursor_execute", execute)
    read, write = Prepared.read, Prepared.write

    def read_(self: Prepared, connection: Any, values: Mapping[str, object]) -> Any:
        asked.append(self.sql)
        return read(self, connection, values)

    def write_(self: Prepared, connection: Any, rows: Sequence[Mapping[str, object]]) -> int:
        asked.append(self.sql)
        return write(self, connection, rows)

    monkeypatch.setattr(Prepared, "read", read_)
    monkeypatch.setattr(Prepared, "write", write_)
    return asked


@contextmanager
def parsed_once() -> Iterator[None]:
    before = parse.cache_info().misses
    yield
    assert parse.cache_info().misses == before + 1


def test_a_new_page_is_parsed_once(inside: Flask) -> None:
    alice = people.make("alice")
    with parsed_once():
        save(alice, Edit("Le Comptoir", TEXT, 0))


def test_a_change_is_parsed_once(inside: Flask) -> None:
    alice = people.make("alice")
    save(alice, Edit("Le Comptoir", TEXT, 0))
    with parsed_once():
        save(alice, Edit("Le Comptoir", TEXT + "\nWifi.\n", 1))


def test_a_change_asks_the_database_some_thirty_times(inside: Flask, statements: list[str]) -> None:
    alice = people.make("alice")
    save(alice, Edit("Le Comptoir", TEXT, 0))
    statements.clear()
    save(alice, Edit("Le Comptoir", TEXT + "\nWifi.\n", 1))
    assert 10 < len(statements) <= 34, "\n".join(statements)


def test_more_links_ask_no_more(inside: Flask, statements: list[str]) -> None:
    alice = people.make("alice")
    few, many = (
        "".join(f"Voir [[Lieu {n}]] et [[Lieu {n}|là]].\n\n" for n in range(number))
        for number in (2, 40)
    )
    counted = []
    for title, text in (("Peu", few), ("Beaucoup", many)):
        save(alice, Edit(title, "Rien.", 0))
        statements.clear()
        save(alice, Edit(title, text, 1))
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_a_change_asks_no_more_of_a_page_that_leads_nowhere_is_under_another_and_filed(
    inside: Flask, statements: list[str]
) -> None:
    alice = people.make("alice")
    counted = []
    for title, text in (("Lieu", TEXT), ("Lieu/Horaires", ":::{catégories} Lieux\n")):
        save(alice, Edit(title, text, 0))
        statements.clear()
        save(alice, Edit(title, text + "\nWifi.\n", 1))
        counted.append(len(statements))
    assert counted[1] <= counted[0], "\n".join(statements)


def test_a_change_asks_no_more_when_many_follow_the_page_and_searches(
    inside: Flask, statements: list[str]
) -> None:
    alice, counted = people.make("alice"), []
    page = save(alice, Edit("Le Comptoir", "Un.\n", 0)).page
    for number in (1, 2):
        statements.clear()
        save(alice, Edit("Le Comptoir", f"Fois {number}.\n", number))
        counted.append(len(statements))
        with act():
            for kind, target in (("page", page.uid), ("search", "celle-qui-trouve")):
                row = {"kind": kind, "target": target, "seq": 0}
                insert_missing(Follow, *(row | {"member_id": 1_000 + one} for one in range(500)))
    assert counted[0] == counted[1]
