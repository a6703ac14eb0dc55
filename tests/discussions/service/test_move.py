"""A thread goes to the discussion of the page that it is really about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.passages import blocks
from wiki.discussions.queries import drafts, threads
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.drafts import keep_draft
from wiki.discussions.service.move import move
from wiki.discussions.service.speak import Said, Words, answer
from wiki.discussions.spots import Spot, Unsent
from wiki.journal.queries import entries
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.pages.models import Page
from wiki.pages.queries import pages

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def said_of(title: str) -> tuple[int, int, int] | None:
    release_reading()
    found = threads.talk("page", pages.get(title).uid)
    return None if found is None else tuple(found)  # type: ignore[return-value]


def test_it_keeps_its_address_its_turns_and_the_drafts_of_answers(
    thread: MakeThread, page: Callable[..., Page]
) -> None:
    said, charlie = thread(by="charlie"), people.make("charlie")
    page("Le quai")
    answer(people.make("bob"), said.thread.uid, Words("Un exemple."))
    spot = Spot.answer(said.thread.uid, "")
    keep_draft(people.make("bob"), spot, Unsent("Et aussi", ""))
    move(charlie, said.thread.uid, "le quai")
    line = threads.line(said.thread.uid)
    assert (line.target_uid, line.turns) == (pages.get("Le quai").uid, 2)
    assert (said_of("Lieu"), said_of("Le quai")) == (None, (1, 1, 2))
    begun = drafts.draft(people.make("bob").member_id, spot)
    assert begun is not None
    assert begun.target_uid == line.target_uid
    entry = entries().rows[0]
    assert (entry.action, entry.detail["title"], entry.detail["was"]) == (
        "thread_moved",
        "Le quai",
        "Lieu",
    )


def test_who_opened_it_or_moderates_moves_it(thread: MakeThread, page: Callable[..., Page]) -> None:
    uid = thread(by="charlie").thread.uid
    page("Le quai")
    with pytest.raises(Refused, match="thread_of_another"):
        move(people.make("erin", people.ROLES["charlie"]), uid, "Le quai")
    move(people.make("bob"), uid, "Le quai")
    with pytest.raises(Conflict, match="thread_is_there"):
        move(people.make("bob"), uid, "Le quai")
    with pytest.raises(Missing):
        move(people.make("bob"), uid, "Nulle part")


def test_one_about_a_passage_stays_with_its_words(page: Callable[..., Page]) -> None:
    about, bob = page("Lieu", "Un café ouvert.\n"), people.make("bob")
    block = blocks(pages.body(about))[0]
    said = comment(bob, "page", about.uid, Comment(1, block.id, block.text), Words("Où ?"))
    page("Le quai")
    with pytest.raises(Refused, match="thread_of_passage"):
        move(bob, said.thread.uid, "Le quai")
