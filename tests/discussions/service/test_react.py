"""Answering a turn without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.queries import reactions
from wiki.discussions.service.personal import PERSONAL
from wiki.discussions.service.react import react
from wiki.discussions.service.settle import hide
from wiki.discussions.service.speak import Said
from wiki.kernel.db import act, release_reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.site.service import change_settings

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def given(uid: str, reader: Actor) -> list[tuple[str, tuple[str, ...], bool]]:
    release_reading()
    return [tuple(one) for one in reactions.of_turns([uid], reader.member_id).get(uid, ())]  # type: ignore[misc]


def test_it_is_there_once_and_is_taken_back_the_second_time(thread: MakeThread) -> None:
    uid, alice, bob = thread().turn.uid, people.make("alice"), people.make("bob")
    react(alice, uid, "thanks")
    react(bob, uid, "thanks")
    react(bob, uid, "agree")
    assert given(uid, bob) == [("agree", ("bob",), True), ("thanks", ("alice", "bob"), True)]
    react(bob, uid, "thanks")
    assert given(uid, bob) == [("agree", ("bob",), True), ("thanks", ("alice",), False)]


def test_what_is_refused(thread: MakeThread) -> None:
    uid, alice = thread().turn.uid, people.make("alice")
    with pytest.raises(Invalid, match="reaction_unknown"):
        react(alice, uid, "anger")
    with pytest.raises(Refused):
        react(people.make("dora"), uid, "thanks")
    change_settings(alice, {"editing": "anyone"})
    with pytest.raises(Refused, match="reaction_by_member"):
        react(Actor(), uid, "thanks")
    hide(alice, uid, "Une insulte")
    with pytest.raises(Refused, match="reaction_to_hidden"):
        react(alice, uid, "thanks")


def test_it_goes_with_who_gave_it(thread: MakeThread) -> None:
    uid, bob = thread().turn.uid, people.make("bob")
    react(bob, uid, "insight")
    member = bob.member_id or 0
    assert [one["code"] for one in PERSONAL.of(member)["reactions"]] == ["insight"]
    with act():
        PERSONAL.erase(member)
    assert given(uid, bob) == []
