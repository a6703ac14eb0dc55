"""Looks that wait for nothing, on a file that others hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from wiki.kernel.glimpses import Glimpses
from wiki.kernel.prepared import Prepared


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A file in WAL mode that says 7."""
    found = sa.create_engine(f"sqlite:///{tmp_path / 'wiki.db'}")
    with found.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("CREATE TABLE said (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO said VALUES (7)")
        connection.commit()
    yield found
    found.dispose()


def rows(glimpses: Glimpses, sql: str = "SELECT number FROM said") -> object:
    return glimpses.rows(Prepared(sql, {}, {}, (), []), {})


def test_nothing_is_seen_before_it_is_opened_and_after_the_engine_lets_go(
    engine: sa.Engine,
) -> None:
    glimpses = Glimpses(engine)
    assert rows(glimpses) is None
    glimpses.open()
    assert rows(glimpses) == [(7,)]
    engine.dispose()
    assert rows(glimpses) is None


def test_a_writer_is_not_waited_for(engine: sa.Engine) -> None:
    glimpses = Glimpses(engine)
    glimpses.open()
    with engine.connect() as writer:
        writer.exec_driver_sql("INSERT INTO said VALUES (8)")
        assert rows(glimpses) == [(7,)]
        writer.commit()
    assert rows(glimpses) == [(7,), (8,)]


def test_who_holds_the_whole_file_is_not_waited_for(tmp_path: Path, engine: sa.Engine) -> None:
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "wiki.db", isolation_level=None)) as alone:
        alone.execute("PRAGMA locking_mode=EXCLUSIVE")
        alone.execute("INSERT INTO said VALUES (8)")
        glimpses = Glimpses(engine)
        glimpses.open()
        assert rows(glimpses) is None
    assert rows(glimpses) == [(7,), (8,)]
    glimpses.close()


def test_it_writes_nothing(engine: sa.Engine) -> None:
    glimpses = Glimpses(engine)
    glimpses.open()
    assert rows(glimpses, "INSERT INTO said VALUES (9)") is None
    assert rows(glimpses) == [(7,)]


def test_a_file_that_cannot_be_opened_once_more_is_not_seen(tmp_path: Path) -> None:
    glimpses = Glimpses(sa.create_engine(f"sqlite:///{tmp_path / 'nowhere' / 'wiki.db'}"))
    glimpses.open()
    assert rows(glimpses) is None
