"""The lists are short slices of an index, however long they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.discussions.models import Thread, ThreadState, Turn, TurnText
from wiki.discussions.queries import recent, threads, turns
from wiki.discussions.queries.recent import TurnFilter
from wiki.discussions.service.settle import hide, resolve
from wiki.discussions.service.speak import Said, Words, answer
from wiki.kernel import clock
from wiki.kernel.db import act, reading

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def test_the_thread_last_answered_comes_first(thread: MakeThread) -> None:
    made = [thread(f"Sujet {n}") for n in range(3)]
    answer(people.make("bob"), made[0].thread.uid, Words("Oui."))
    about = ("page", made[0].thread.target_uid)
    assert [line.subject.text for line in threads.about(*about).rows] == [
        "Sujet 0",
        "Sujet 2",
        "Sujet 1",
    ]
    resolve(people.make("bob"), made[2].thread.uid)
    assert [line.subject.text for line in threads.about(*about, is_open=True).rows] == [
        "Sujet 0",
        "Sujet 1",
    ]
    assert [line.subject.text for line in threads.about(*about, is_open=False).rows] == ["Sujet 2"]


def test_threads_come_a_few_at_a_time(thread: MakeThread) -> None:
    made = [thread(f"Sujet {n}") for n in range(5)]
    about = ("page", made[0].thread.target_uid)
    seen, before = [], None
    while True:
        found = threads.about(*about, before=before, size=2)
        seen += [line.subject.text for line in found.rows]
        if (before := found.next_key) is None:
            break
    assert seen == [f"Sujet {n}" for n in (4, 3, 2, 1, 0)]


def test_turns_come_a_few_at_a_time(thread: MakeThread) -> None:
    said = thread()
    for n in range(4):
        answer(people.make("bob"), said.thread.uid, Words(f"Réponse {n}."))
    first = turns.of_thread(said.thread.id, size=3)
    assert [line.number for line in first.rows] == [1, 2, 3]
    rest = turns.of_thread(said.thread.id, after=first.next_key or 0, size=3)
    assert ([line.number for line in rest.rows], rest.next_key) == ([4, 5], None)


def test_the_newest_turns_leave_out_what_is_hidden(thread: MakeThread) -> None:
    said, other = thread(text="Un."), thread("Autre", "Deux.")
    hide(people.make("bob"), other.turn.uid, "Non")
    assert [line.uid for line in recent.recent().rows] == [said.turn.uid]


# -- What the engine does


MANY = 4000


def filled() -> None:
    """One page with thousands of threads, one in five open; one of them with every turn."""
    now = clock.now()
    about = {"target_kind": "page", "target_uid": "x"}
    with act() as session:
        numbers = range(1, MANY + 1)
        session.execute(
            sa.insert(Thread),
            [
                about | {"id": n, "uid": f"t{n}", "subject": "Un", "created_at": now}
                for n in numbers
            ],
        )
        session.execute(
            sa.insert(ThreadState),
            [
                about | {"thread_id": n, "is_open": n % 5 == 0, "turns": 1, "last_seq": n}
                for n in numbers
            ],
        )
        turn = {"thread_id": 1, "created_at": now, "head": 1, "hidden_reason": ""}
        session.execute(
            sa.insert(Turn),
            [
                turn | {"id": n, "uid": f"t{n}", "number": n, "seq": n, "author_id": n % 40}
                for n in numbers
            ],
        )
        session.execute(
            sa.insert(TurnText),
            [
                {"turn_id": n, "number": 1, "text_sha256": "0" * 64, "created_at": now}
                for n in numbers
            ],
        )
        session.execute(sa.text("ANALYZE"))


def plan(query: sa.Select[*tuple[Any, ...]]) -> str:
    session = reading()
    dialect = session.get_bind().dialect
    sql = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if dialect.name == "sqlite":
        rows = session.execute(sa.text(f"EXPLAIN QUERY PLAN {sql}".replace(":", "\\:")))
        return "\n".join(str(row[3]) for row in rows)
    return "\n".join(row[0] for row in session.execute(sa.text(f"EXPLAIN {sql}")))


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (threads.about_query("page", "x", None, 3000, 21), "ix_wiki_thread_state_all"),
        (threads.about_query("page", "x", True, 3000, 21), "ix_wiki_thread_state_open"),
        (turns.thread_query(1, 100, 51), "uq_wiki_turn_thread_id_number"),
        (recent.recent_query(TurnFilter(), 3000, 51), "uq_wiki_turn_seq"),
    ],
    ids=["threads", "open threads", "turns of a thread", "newest turns"],
)
def test_a_list_reads_its_index_in_order(
    inside: Flask, query: sa.Select[*tuple[Any, ...]], index: str
) -> None:
    filled()
    told = plan(query)
    if inside.extensions["wiki"].database.is_sqlite:
        # SQLite gives the indexes of constraints names of its own.
        wanted = "sqlite_autoindex_wiki_turn_" if index.startswith("uq") else index
        assert wanted in told, told
        assert "TEMP B-TREE" not in told, told
        assert "SCAN" not in told.replace("SCAN wiki_turn USING INDEX", ""), told
    else:
        assert index in told, told
        assert "Sort" not in told, told


def test_the_turns_of_one_person_are_read_from_an_index(inside: Flask) -> None:
    filled()
    told = plan(recent.recent_query(TurnFilter("m"), 3000, 51))
    if inside.extensions["wiki"].database.is_sqlite:
        assert "ix_wiki_turn_author (author_id=? AND seq<?)" in told, told
        assert "TEMP B-TREE" not in told, told
    else:  # whichever has less to read: theirs, or everybody's when they said most of it
        assert "ix_wiki_turn_author" in told or "uq_wiki_turn_seq" in told, told
        assert "Seq Scan on wiki_turn " not in told, told


def test_the_ends_of_threads_are_read_from_their_index(inside: Flask) -> None:
    filled()
    told = plan(turns.ends_query([1, 2], 40))
    if inside.extensions["wiki"].database.is_sqlite:
        assert told.count("SEARCH wiki_turn USING INDEX sqlite_autoindex_wiki_turn_") == 2, told
        assert "SCAN wiki_turn" not in told, told
    else:
        assert told.count("Index Scan Backward using uq_wiki_turn_thread_id_number") == 2, told
        assert "Seq Scan" not in told, told
