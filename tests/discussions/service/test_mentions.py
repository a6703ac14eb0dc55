"""Telling those whom a text names: once, and never oneself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.queries import mentions
from wiki.discussions.service.speak import Said, Words, answer, rewrite
from wiki.kernel.permissions import SYSTEM
from wiki.members import queries as members
from wiki.members.service.people import deactivate
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")
MakePage = Callable[..., Page]
MakeThread = Callable[..., Said]


def member_id(name: str) -> int:
    found = people.make(name).member_id
    assert found is not None
    return found


def naming(*names: str) -> str:
    uids = members.uids({member_id(name) for name in names})
    return " ".join(f"[@{name}](/members/{uids[member_id(name)]})" for name in names) + "\n"


def told(name: str) -> list[tuple[str, str | None, str | None]]:
    rows = mentions.of_member(member_id(name)).rows
    said = [(line, line.subject.text if line.subject else line.title) for line in rows]
    return [(line.kind, about, line.author_name) for line, about in said]


def test_a_page_tells_once_whatever_is_written_after(page: MakePage) -> None:
    page("Lieu", naming("bob", "charlie"), naming("bob") + "Un thé.\n")
    save(people.make("charlie"), Edit("Lieu", naming("bob", "alice"), 2))
    assert told("bob") == [("page", "Lieu", "alice")]
    assert told("charlie") == [("page", "Lieu", "alice")]
    assert told("alice") == [("page", "Lieu", "charlie")]


def test_each_turn_tells_and_a_turn_that_is_rewritten_too(thread: MakeThread) -> None:
    said = thread("Des exemples", naming("bob"), by="charlie")
    again = answer(people.make("charlie"), said.thread.uid, Words("Rien."))
    rewrite(people.make("charlie"), again.turn.uid, Words(naming("bob", "alice")))
    assert told("bob") == [("turn", "Des exemples", "charlie")] * 2
    assert told("alice") == [("turn", "Des exemples", "charlie")]
    (line,) = mentions.of_member(member_id("alice")).rows
    assert (line.thread_uid, line.number) == (said.thread.uid, 2)


def test_one_is_not_told_of_oneself_nor_a_closed_account(page: MakePage) -> None:
    text = naming("alice", "eric")
    deactivate(SYSTEM, members.uids({member_id("eric")})[member_id("eric")])
    page("Lieu", text)
    assert told("alice") == []
    assert told("eric") == []


def test_a_page_in_the_bin_has_no_title_any_more(page: MakePage) -> None:
    made = page("Lieu", naming("bob"))
    delete(people.make("alice"), made.uid, "")
    assert told("bob") == [("page", None, "alice")]


def test_the_list_goes_on_where_it_stopped(page: MakePage) -> None:
    for title in ("Un", "Deux", "Trois"):
        page(title, naming("bob"))
    first = mentions.of_member(member_id("bob"), size=2)
    rest = mentions.of_member(member_id("bob"), size=2, before=first.next_key)
    assert [line.title for line in (*first.rows, *rest.rows)] == ["Trois", "Deux", "Un"]
    assert rest.next_key is None
