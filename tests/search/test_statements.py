"""How the engines go about a search: by their indexes, however large the wiki."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.search.documents import document
from wiki.kernel.db import act, release_reading, state
from wiki.language import query, stems
from wiki.search import service
from wiki.search.matching import match, windows
from wiki.search.statements import ranked, starting

#: Enough for PostgreSQL to prefer reading a whole table when it thinks that many rows are wanted.
NUMBER = 3_000
#: The number of a document of a wiki so large that not all of it is asked at once.
NEWEST = 100_000
WINDOWS = len(windows(NEWEST))


@pytest.fixture
def many(inside: Flask) -> None:
    """Documents of a large wiki, two thirds of them with a common word, one with a rare one."""
    with act():
        service.rebuild("page", (document(n, f"Page {n}", words(n)) for n in range(1, NUMBER)))
    release_reading()
    with state().database.engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        connection.commit()


def words(number: int) -> str:
    said = [f"mot{number % 97}", "gare" if number % 3 else "pont"]
    return " ".join([*said, "Pomerol"] if number == NUMBER // 2 else said)


def plan(statement: sa.ClauseElement, values: dict[str, Any], engine_name: str) -> str:
    """What the engine says that it will do, a step on each line."""
    said = "EXPLAIN QUERY PLAN" if engine_name == "sqlite" else "EXPLAIN"
    if engine_name == "sqlite":  # its driver has no moments of its own
        moments = {name: one for name, one in values.items() if isinstance(one, datetime)}
        values = values | {name: one.isoformat(" ") for name, one in moments.items()}
    with state().database.engine.connect() as connection:
        rows = connection.execute(sa.text(f"{said} {statement}"), values)
        return "\n".join(str(row[-1]) for row in rows)


def reads_all(steps: str) -> list[str]:
    """The steps that read a whole table of the wiki; SQLite names tables as the statement does."""
    of_ours = re.compile(r"[ >-]*(Seq Scan on wiki_\w+|SCAN (wiki_\w+|one|[dknt])( USING .*)?$)")
    return [step for step in steps.split("\n") if of_ours.match(step)]


@pytest.mark.usefixtures("many")
def test_a_search_reads_no_table_whole(engine_name: str) -> None:
    dialect = state().database.engine.dialect.name
    fulltext = "wiki_fulltext_whole" if dialect == "postgresql" else "VIRTUAL TABLE INDEX"
    for question in ("pomerol", "gare", "gare pomerol", "page 7"):
        asked = query(question)
        values = {"key": question, "stems": stems(question), "size": 21, "offset": 0}
        values |= match(dialect, asked, NEWEST)
        values["candidates"] = values["looked"] = 1001
        steps = plan(ranked(dialect, has_words=True, kinds=0, windows=WINDOWS), values, engine_name)
        assert reads_all(steps) == [], steps
        assert "wiki_search_name_key" in steps
        assert fulltext in steps


@pytest.mark.usefixtures("many")
def test_suggestions_read_no_table_whole(engine_name: str) -> None:
    dialect = state().database.engine.dialect.name
    values = {"key": "page 29", "end": "page 29\U0010ffff", "candidates": 1000, "size": 8}
    steps = plan(starting(dialect), values, engine_name)
    assert reads_all(steps) == [], steps
    assert "wiki_search_name_key" in steps


@pytest.mark.usefixtures("many")
def test_a_table_read_whole_is_noticed(engine_name: str) -> None:
    steps = plan(sa.text("SELECT d.uid FROM wiki_search_document AS d"), {}, engine_name)
    assert len(reads_all(steps)) == 1
