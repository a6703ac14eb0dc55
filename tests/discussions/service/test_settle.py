"""Settling threads, putting turns out of sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.queries import threads, turns
from wiki.discussions.service.settle import hide, reopen, resolve, show
from wiki.discussions.service.speak import Said, Words, answer, rewrite
from wiki.journal.queries import entries
from wiki.kernel.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def test_a_thread_is_settled_by_somebody_at_some_time(thread: MakeThread) -> None:
    uid = thread().thread.uid
    resolve(people.make("bob"), uid)
    line = threads.line(uid)
    assert not line.is_open
    assert line.resolved_by_name == "bob"
    reopen(people.make("charlie"), uid)
    assert threads.line(uid).is_open
    assert threads.line(uid).resolved_by_name is None
    actions = [entry.action for entry in entries().rows]
    assert actions[:2] == ["thread_reopened", "thread_resolved"]


def test_settling_twice_is_settling_once(thread: MakeThread) -> None:
    uid = thread().thread.uid
    for name in ("bob", "charlie"):
        resolve(people.make(name), uid)
    assert threads.line(uid).resolved_by_name == "bob"
    assert [entry.action for entry in entries().rows].count("thread_resolved") == 1


def test_a_settled_thread_still_takes_answers(thread: MakeThread) -> None:
    uid = thread().thread.uid
    resolve(people.make("bob"), uid)
    answer(people.make("charlie"), uid, Words("Merci."))
    assert not threads.line(uid).is_open


def test_a_hidden_turn_is_kept_with_the_reason(thread: MakeThread) -> None:
    said = thread(text="Une insulte.")
    hide(people.make("bob"), said.turn.uid, "Une insulte")
    line = turns.line(said.turn.uid)
    assert (line.hidden_reason, line.hidden_by_name) == ("Une insulte", "bob")
    assert line.text == "Une insulte.\n"
    show(people.make("bob"), said.turn.uid)
    assert turns.line(said.turn.uid).hidden_at is None
    assert turns.line(said.turn.uid).hidden_reason == ""


def test_a_hidden_turn_keeps_its_first_reason(thread: MakeThread) -> None:
    said = thread()
    for reason in ("Une insulte", "Une autre raison"):
        hide(people.make("bob"), said.turn.uid, reason)
    assert turns.line(said.turn.uid).hidden_reason == "Une insulte"


def test_refuses_to_hide_without_a_reason(thread: MakeThread) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        hide(people.make("bob"), thread().turn.uid, " ")


@pytest.mark.parametrize("act", [lambda who, uid: hide(who, uid, "Non"), show])
def test_refuses_a_member_who_does_not_moderate(
    thread: MakeThread, act: Callable[..., object]
) -> None:
    with pytest.raises(Refused, match="moderators_only"):
        act(people.make("charlie"), thread().turn.uid)


@pytest.mark.parametrize("act", [resolve, reopen])
def test_refuses_a_reader_who_would_settle(thread: MakeThread, act: Callable[..., object]) -> None:
    with pytest.raises(Refused, match="members_only"):
        act(people.make("dora"), thread().thread.uid)


def test_refuses_to_change_a_hidden_turn(thread: MakeThread) -> None:
    said = thread(by="charlie")
    hide(people.make("bob"), said.turn.uid, "Une insulte")
    with pytest.raises(Refused, match="turn_is_hidden"):
        rewrite(people.make("charlie"), said.turn.uid, Words("Pardon."))


def test_refuses_what_is_not_there() -> None:
    bob = people.make("bob")
    for act in (resolve, reopen):
        with pytest.raises(Missing, match="thread_missing"):
            act(bob, "nothing")
    with pytest.raises(Missing, match="turn_unknown"):
        hide(bob, "nothing", "Non")
