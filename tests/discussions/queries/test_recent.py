"""What was said last, filtered as the recent changes are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import people
from wiki.discussions.queries.recent import TurnFilter, recent, speakers_with
from wiki.discussions.service.speak import Said, Words, answer
from wiki.kernel import clock
from wiki.members import queries as members

pytestmark = pytest.mark.usefixtures("inside")


def uid_of(name: str) -> str:
    return members.members_named(name)[0].uid


def texts(wanted: TurnFilter, **more: int) -> list[str]:
    return [line.text.strip() for line in recent(wanted, **more).rows]


def test_of_one_person(thread: Callable[..., Said]) -> None:
    said = thread(text="Un.")
    answer(people.make("bob"), said.thread.uid, Words("Deux."))
    answer(people.make("charlie"), said.thread.uid, Words("Trois."))
    assert texts(TurnFilter(author_uid=uid_of("charlie"))) == ["Trois.", "Un."]
    assert texts(TurnFilter(author_uid="nobody")) == []


def test_since_a_place_in_the_order_of_the_wiki(thread: Callable[..., Said]) -> None:
    said = thread(text="Un.")
    answer(people.make("bob"), said.thread.uid, Words("Deux."))
    assert texts(TurnFilter(since_seq=said.turn.seq)) == ["Deux."]
    assert texts(TurnFilter(since_seq=0)) == ["Deux.", "Un."]


def test_since_a_moment_the_list_ends_at_the_first_that_is_older(
    thread: Callable[..., Said],
) -> None:
    now = clock.now()
    for days in (9, 8, 3, 2, 1):
        with clock.stopped_at(now - timedelta(days=days)):
            thread(text=f"Il y a {days} jours.")
    wanted = TurnFilter(since=now - timedelta(days=5))
    assert texts(wanted) == [f"Il y a {days} jours." for days in (1, 2, 3)]
    assert recent(wanted, size=2).next_key is not None
    assert recent(wanted, size=4).next_key is None
    assert texts(TurnFilter(since=now)) == []


def test_those_who_spoke_last_are_offered_by_name(thread: Callable[..., Said]) -> None:
    people.make("alice")
    assert speakers_with("") == ()
    said = thread()
    assert [name for _, name in speakers_with("")] == ["charlie"]
    answer(people.make("bob"), said.thread.uid, Words("Oui."))
    assert [name for _, name in speakers_with("")] == ["bob", "charlie"]
    assert [name for _, name in speakers_with(uid_of("alice"))] == ["bob", "charlie", "alice"]
