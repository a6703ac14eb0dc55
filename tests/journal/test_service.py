"""The journal: a line for each act, in one order."""

from __future__ import annotations

import pytest

from tests import people
from wiki.journal.queries import entries, last_seq
from wiki.journal.service import record
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM

pytestmark = pytest.mark.usefixtures("inside")


def _write(*actions: str) -> None:
    for action in actions:
        with act():
            record(SYSTEM, action, "page", "abc", title="Lieu")


def test_lines_are_numbered_without_gaps() -> None:
    first = last_seq()
    _write("one", "two", "three")
    rows = entries().rows[:3]
    assert [row.seq for row in rows] == [first + 3, first + 2, first + 1]
    assert [row.action for row in rows] == ["three", "two", "one"]


def test_a_line_says_who_did_what_to_what() -> None:
    alice = people.make("alice")
    with act():
        record(alice, "page_edited", "page", "abc", title="Lieu", number=3)
    entry = entries(size=1).rows[0]
    assert (entry.actor_id, entry.object_kind, entry.object_uid) == (alice.member_id, "page", "abc")
    assert entry.detail == {"title": "Lieu", "number": 3}


def test_an_act_that_is_undone_leaves_no_line_and_no_gap() -> None:
    def fail() -> None:
        with act():
            record(SYSTEM, "lost", "page", "abc")
            raise RuntimeError

    before = last_seq()
    with pytest.raises(RuntimeError):
        fail()
    _write("kept")
    assert last_seq() == before + 1


def test_it_is_read_a_few_lines_at_a_time() -> None:
    _write(*"abcde")
    first = entries(size=2)
    assert [row.action for row in first.rows] == ["e", "d"]
    rest = entries(before=first.next_key, size=2)
    assert [row.action for row in rest.rows] == ["c", "b"]
    assert [row.action for row in entries(action="a").rows] == ["a"]
