"""Opening threads, answering, changing one's words: nothing is lost, nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.discussions.models import TurnText
from wiki.discussions.queries import threads, turns
from wiki.discussions.service.speak import Said, Words, answer, open_thread, rewrite
from wiki.journal.models import Entry
from wiki.kernel import signals
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid, Missing, Refused, TooOften
from wiki.kernel.permissions import VISITOR, Actor
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

pytestmark = pytest.mark.usefixtures("inside")
MakePage = Callable[..., Page]
MakeThread = Callable[..., Said]


def said_in(thread_uid: str) -> list[tuple[int, int | None, str]]:
    found = turns.of_thread(threads.line(thread_uid).id)
    return [(line.number, line.answers, line.text) for line in found.rows]


def test_a_thread_opens_with_its_first_turn(page: MakePage) -> None:
    made = page("Lieu")
    charlie = people.make("charlie")
    said = open_thread(charlie, "page", made.uid, " Des exemples ", Words("Lesquels ?"))
    assert (said.thread.subject, said.turn.number) == ("Des exemples", 1)
    assert said_in(said.thread.uid) == [(1, None, "Lesquels ?\n")]
    line = turns.line(said.turn.uid)
    assert (line.author_name, line.is_edited, line.target_uid) == ("charlie", False, made.uid)


def test_turns_are_numbered_and_know_what_they_answer(thread: MakeThread) -> None:
    said = thread("Des exemples", "Lesquels ?")
    bob = people.make("bob")
    second = answer(bob, said.thread.uid, Words("Celui-ci."), to=said.turn.uid)
    answer(bob, said.thread.uid, Words("Et celui-là."))
    assert said_in(said.thread.uid) == [
        (1, None, "Lesquels ?\n"),
        (2, 1, "Celui-ci.\n"),
        (3, None, "Et celui-là.\n"),
    ]
    assert second.turn.number == 2


def test_it_writes_one_line_of_the_journal_and_takes_its_place(thread: MakeThread) -> None:
    said, bob = thread(), people.make("bob")
    last = reading().scalars(sa.select(Entry).order_by(Entry.seq.desc()).limit(1)).one()
    assert (last.action, last.seq - 1) == ("member_joined", said.turn.seq)
    answered = answer(bob, said.thread.uid, Words("Oui."))
    assert answered.turn.seq == last.seq + 1
    opened = reading().get_one(Entry, said.turn.seq)
    assert (opened.action, opened.detail["title"]) == ("thread_opened", "Lieu")


def test_the_same_form_sent_twice_makes_one_turn(page: MakePage) -> None:
    made = page("Lieu")
    charlie, words = people.make("charlie"), Words("Lesquels ?", "abc")
    first = open_thread(charlie, "page", made.uid, "Un sujet", words)
    again = open_thread(charlie, "page", made.uid, "Un sujet", words)
    assert again.turn.uid == first.turn.uid
    for _ in range(2):
        answer(charlie, first.thread.uid, Words("Oui.", "def"))
    assert len(said_in(first.thread.uid)) == 2


def test_a_form_of_somebody_else_has_another_name(thread: MakeThread) -> None:
    said = thread()
    for name in ("bob", "charlie"):
        answer(people.make(name), said.thread.uid, Words(f"De {name}.", "abc"))
    assert len(said_in(said.thread.uid)) == 3


def test_its_author_changes_a_turn_and_every_text_stays(thread: MakeThread) -> None:
    said = thread(text="Lesquels ?")
    charlie = people.make("charlie")
    rewrite(charlie, said.turn.uid, Words("Lesquels, par exemple ?"))
    rewrite(charlie, said.turn.uid, Words("Lesquels ?"))
    found = turns.texts(said.turn.uid)
    assert [text.text for text in found] == [
        "Lesquels ?\n",
        "Lesquels, par exemple ?\n",
        "Lesquels ?\n",
    ]
    assert turns.line(said.turn.uid).is_edited


def test_the_same_text_again_changes_nothing(thread: MakeThread) -> None:
    said = thread(text="Lesquels ?")
    rewrite(people.make("charlie"), said.turn.uid, Words("Lesquels ?\n"))
    assert not turns.line(said.turn.uid).is_edited


def test_the_database_refuses_to_change_a_text(thread: MakeThread) -> None:
    thread()
    with pytest.raises(sa.exc.DBAPIError, match="never changed"):
        reading().execute(sa.update(TurnText).values(text_sha256="0" * 64))
    reading().rollback()


def test_a_turn_is_announced_inside_the_act(thread: MakeThread) -> None:
    heard: list[tuple[str, int]] = []

    def hear(text: str, turn: Any, **_: object) -> None:
        heard.append((text, turn.number))

    signals.turn_added.connect(hear)
    try:
        said = thread(text="Lesquels ?")
        answer(people.make("bob"), said.thread.uid, Words("Oui."))
    finally:
        signals.turn_added.disconnect(hear)
    assert heard == [("Lesquels ?\n", 1), ("Oui.\n", 2)]


def test_a_protected_page_is_still_discussed(page: MakePage) -> None:
    made = page("Lieu")
    protect(people.make("bob"), made.uid, "nobody")
    assert open_thread(people.make("charlie"), "page", made.uid, "Un sujet", Words("Un mot."))


def test_anyone_speaks_where_anyone_edits(page: MakePage) -> None:
    made = page("Lieu")
    with pytest.raises(Refused, match="sign_in_first"):
        open_thread(VISITOR, "page", made.uid, "Un sujet", Words("Un mot."))
    change_settings(people.make("alice"), {"editing": "anyone"})
    said = open_thread(VISITOR, "page", made.uid, "Un sujet", Words("Un mot."))
    assert turns.line(said.turn.uid).author_name is None
    with pytest.raises(Refused, match="turn_of_another"):
        rewrite(VISITOR, said.turn.uid, Words("Un autre mot."))


@pytest.mark.parametrize("name", ["dora"])
def test_refuses_who_may_not_take_part(thread: MakeThread, name: str) -> None:
    said = thread()
    with pytest.raises(Refused, match="members_only"):
        answer(people.make(name), said.thread.uid, Words("Oui."))


def test_refuses_a_token_that_does_not_discuss(thread: MakeThread) -> None:
    said = thread()
    charlie = people.make("charlie")
    narrow = Actor(charlie.member_id, "charlie", charlie.grants, token_scope=frozenset({"edit"}))
    with pytest.raises(Refused, match="token_scope"):
        answer(narrow, said.thread.uid, Words("Oui."))


def test_refuses_to_change_the_turn_of_another(thread: MakeThread) -> None:
    said = thread(by="charlie")
    with pytest.raises(Refused, match="turn_of_another"):
        rewrite(people.make("alice"), said.turn.uid, Words("Autre chose."))


def test_refuses_an_answer_to_a_turn_of_another_thread(thread: MakeThread) -> None:
    said, other = thread(), thread("Autre chose")
    with pytest.raises(Invalid, match="turn_unknown"):
        answer(people.make("bob"), said.thread.uid, Words("Oui."), to=other.turn.uid)


def test_refuses_what_is_not_there(thread: MakeThread, page: MakePage) -> None:
    bob = people.make("bob")
    with pytest.raises(Missing, match="thread_missing"):
        answer(bob, "nothing", Words("Oui."))
    with pytest.raises(Missing, match="turn_unknown"):
        rewrite(bob, "nothing", Words("Oui."))
    said = thread()
    delete(bob, said.thread.target_uid)
    with pytest.raises(Missing, match="discussed_missing"):
        answer(bob, said.thread.uid, Words("Oui."))


def test_refuses_a_text_that_a_page_would_not_take(page: MakePage) -> None:
    made = page("Lieu")
    with pytest.raises(Invalid, match="body_nul"):
        open_thread(people.make("charlie"), "page", made.uid, "Un sujet", Words("a\x00b"))


def test_refuses_endless_words(make_app: Callable[..., Flask]) -> None:
    slow = make_app(WIKI_SAVES_PER_MINUTE=2)
    with slow.app_context():
        alice = people.make("alice")
        made = save(alice, Edit("Lieu", "Un.\n", 0, place="10.0.0.1")).page
        open_thread(alice, "page", made.uid, "Un", Words("Un.", place="10.0.0.1"))
        with pytest.raises(TooOften):
            open_thread(alice, "page", made.uid, "Deux", Words("Deux.", place="10.0.0.1"))
