"""Statements past the session: the same values go in and come out on both engines."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests import people
from wiki.journal.models import Entry
from wiki.kernel.db import act, look, reading, state, table_of, write
from wiki.kernel.prepared import Among, Joined
from wiki.site.models import Stamp

pytestmark = pytest.mark.usefixtures("inside")

_INSERT = sa.insert(table_of(Stamp))
_GROW = (
    sa.update(table_of(Stamp))
    .where(Stamp.name == sa.bindparam("of"))
    .values(value=Stamp.value + sa.bindparam("more"))
)
_SOME = sa.select(Stamp.name, Stamp.value).where(Among(Stamp.name, "names")).order_by(Stamp.name)
_JOINED = sa.select(Joined(Stamp.name)).where(Among(Stamp.name, "names"))
_ENTRY = sa.insert(table_of(Entry))
_ENTRIES = sa.select(Entry.at, Entry.detail).where(Entry.seq == sa.bindparam("seq"))


def test_it_writes_one_row_or_several_and_says_how_many() -> None:
    with act():
        assert write(_INSERT, {"name": "a", "value": 1}) == 1
        assert write(_INSERT, {"name": "b", "value": 2}, {"name": "c", "value": 3}) == 2
        assert write(_INSERT) == 0
        assert write(_GROW, {"of": "b", "more": 5}) == 1
        assert write(_GROW, {"of": "nobody", "more": 5}) == 0
        assert look(_SOME, names=["a", "b"]) == [("a", 1), ("b", 7)]
    assert look(_SOME, names=["c", "b", "z"]) == [("b", 7), ("c", 3)]
    assert look(_SOME, names=[]) == []


def test_it_sees_what_the_session_has_not_written_yet() -> None:
    with act() as session:
        session.add(Stamp(name="a", value=1))
        assert look(_SOME, names=["a"]) == [("a", 1)]
        assert write(_GROW, {"of": "a", "more": 1}) == 1


def test_an_index_answers_what_is_among_others() -> None:
    dialect = reading().get_bind().dialect
    plan = "EXPLAIN QUERY PLAN" if state().database.is_sqlite else "EXPLAIN"
    names = '["a"]' if state().database.is_sqlite else ["a"]
    compiled = state().database.prepared(_SOME).sql
    connection = state().database.engine.raw_connection()
    cursor = connection.cursor()
    if not state().database.is_sqlite:
        cursor.execute("SET enable_seqscan = off")
    cursor.execute(f"{plan} {compiled}", (names,) if dialect.positional else {"names": names})
    said = str(cursor.fetchall())
    connection.close()
    assert "INDEX" in said.upper()
    assert "SCAN wiki_stamp" not in said


def test_what_it_wrote_is_undone_with_its_act() -> None:
    with suppress(ZeroDivisionError), act():
        write(_INSERT, {"name": "a", "value": 1})
        raise ZeroDivisionError
    assert look(_SOME, names=["a"]) == []


def test_moments_and_json_go_in_and_come_out() -> None:
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    people.make("alice")
    with act():
        entry = {"seq": 10_000, "at": at, "actor_id": None, "action": "a", "object_kind": "b"}
        write(_ENTRY, entry | {"object_uid": "c", "detail": {"dit": "oui", "rien": None}})
    assert look(_ENTRIES, seq=10_000) == [(at, {"dit": "oui", "rien": None})]
    kept = reading().get(Entry, 10_000)
    assert kept is not None
    assert (kept.at, kept.detail) == (at, {"dit": "oui", "rien": None})


@pytest.mark.parametrize("text", ["", "l’été", "a'b", '"', "\\", "[1]", "{a,b}", "100 %", "%s"])
def test_any_text_may_be_among_others(text: str) -> None:
    with act():
        write(_INSERT, {"name": text, "value": 1})
    assert look(_SOME, names=["autre", text]) == [(text, 1)]


def test_texts_are_joined_on_both_engines() -> None:
    with act():
        write(_INSERT, {"name": "a", "value": 1}, {"name": "b", "value": 2})
    (joined,) = look(_JOINED, names=["a", "b"])[0]
    assert sorted(joined.split(",")) == ["a", "b"]
    assert look(_JOINED, names=[]) == [(None,)]
