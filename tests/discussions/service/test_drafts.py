"""Drafts of messages: kept until they are sent or thrown away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.passages import blocks
from wiki.discussions.queries.drafts import draft, drafts
from wiki.discussions.service import drafts as drafting
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.drafts import discard_draft, keep_draft
from wiki.discussions.service.speak import Said, Words, answer, open_thread, rewrite
from wiki.discussions.spots import Spot, Unsent
from wiki.kernel.errors import Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import VISITOR
from wiki.pages.models import Page
from wiki.pages.service.bin import delete

pytestmark = pytest.mark.usefixtures("inside")

Thread = Callable[..., Said]


def test_it_keeps_the_latest_text_of_each_spot(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    assert charlie.member_id is not None
    answering = Spot.answer(said.thread.uid)
    keep_draft(charlie, answering, Unsent("Je crois"))
    keep_draft(charlie, answering, Unsent("Je crois que"))
    keep_draft(charlie, Spot.answer(said.thread.uid, said.turn.uid), Unsent("À toi"))
    keep_draft(charlie, Spot.thread("page", said.thread.target_uid), Unsent("Neuf", "Sujet"))
    found = drafts(charlie.member_id)
    assert [one.unsent.text for one in found] == ["Neuf", "À toi", "Je crois que"]
    assert {(one.target_kind, one.target_uid) for one in found} == {
        ("page", said.thread.target_uid)
    }


def test_sending_forgets_the_draft_of_that_spot_alone(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    in_thread, to_turn = (
        Spot.answer(said.thread.uid),
        Spot.answer(said.thread.uid, said.turn.uid),
    )
    keep_draft(charlie, in_thread, Unsent("Au fil"))
    keep_draft(charlie, to_turn, Unsent("Au message"))
    answer(charlie, said.thread.uid, Words("Au message"), to=said.turn.uid)
    assert draft(charlie.member_id, to_turn) is None
    assert draft(charlie.member_id, in_thread) is not None


def test_opening_a_thread_and_changing_a_message_forget_theirs(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    uid = said.thread.target_uid
    opening, changing = Spot.thread("page", uid), Spot.turn(said.turn.uid)
    keep_draft(charlie, opening, Unsent("Un mot", "Un sujet"))
    keep_draft(charlie, changing, Unsent("Mieux dit"))
    open_thread(charlie, "page", uid, "Un sujet", Words("Un mot"))
    rewrite(charlie, said.turn.uid, Words("Mieux dit"))
    assert draft(charlie.member_id, opening) is None
    assert draft(charlie.member_id, changing) is None


def test_commenting_on_a_passage_forgets_its_draft(page: Callable[..., Page]) -> None:
    charlie, lieu = people.make("charlie"), page("Lieu", "Un café.\n")
    block = blocks("Un café.\n")[0].id
    spot = Spot.passage("page", lieu.uid, block)
    unsent = Unsent("Lequel ?", "", 1, "café", "Un ", "Un thé.")
    keep_draft(charlie, spot, unsent)
    kept = draft(charlie.member_id, spot)
    assert kept is not None
    assert kept.unsent == unsent
    comment(charlie, "page", lieu.uid, Comment(1, block, "café", "Un "), Words("Lequel ?"))
    assert draft(charlie.member_id, spot) is None


def test_what_is_refused_stays_a_draft(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    spot = Spot.answer(said.thread.uid)
    keep_draft(charlie, spot, Unsent("Ce que je disais"))
    with pytest.raises(WikiError):
        answer(charlie, said.thread.uid, Words("Ce que je disais"), to="nobody")
    assert draft(charlie.member_id, spot) is not None


def test_it_is_thrown_away_when_its_author_says_so(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    spot = Spot.answer(said.thread.uid)
    keep_draft(charlie, spot, Unsent("Je crois"))
    discard_draft(people.make("bob"), spot)
    assert draft(charlie.member_id, spot) is not None
    discard_draft(charlie, spot)
    assert draft(charlie.member_id, spot) is None


def test_nobody_sees_that_of_somebody_else(thread: Thread) -> None:
    said = thread()
    spot = Spot.answer(said.thread.uid)
    keep_draft(people.make("charlie"), spot, Unsent("Je crois"))
    assert draft(people.make("bob").member_id, spot) is None


def test_refuses_who_may_not_discuss(thread: Thread) -> None:
    spot = Spot.answer(thread().thread.uid)
    for actor in (VISITOR, people.make("dora")):
        with pytest.raises(Refused):
            keep_draft(actor, spot, Unsent("Je crois"))


@pytest.mark.parametrize(
    ("spot", "error"),
    [
        (Spot("letter", "x"), Invalid),
        (Spot.answer("nobody"), Missing),
        (Spot.turn("nobody"), Missing),
        (Spot.thread("page", "nobody"), Missing),
        (Spot.thread("nothing", "nobody"), Missing),
        (Spot.passage("page", "nobody", "b"), Missing),
    ],
)
def test_refuses_a_spot_that_is_not_there(spot: Spot, error: type[WikiError]) -> None:
    with pytest.raises(error):
        keep_draft(people.make("charlie"), spot, Unsent("Je crois"))


def test_refuses_a_message_of_another_thread(thread: Thread) -> None:
    one, other = thread("Un"), thread("Autre")
    with pytest.raises(Invalid, match="turn_unknown"):
        keep_draft(
            people.make("charlie"), Spot.answer(one.thread.uid, other.turn.uid), Unsent("Je crois")
        )


def test_a_page_in_the_bin_keeps_what_was_being_said_of_it(thread: Thread) -> None:
    charlie, said = people.make("charlie"), thread()
    spot = Spot.answer(said.thread.uid)
    keep_draft(charlie, spot, Unsent("Je crois"))
    delete(people.make("alice"), said.thread.target_uid)
    assert draft(charlie.member_id, spot) is not None


def test_drafts_without_end_are_refused(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
    charlie = people.make("charlie")
    spots = [Spot.answer(thread(f"Fil {n}").thread.uid) for n in range(3)]
    assert [keep_draft(charlie, spot, Unsent("a")) for spot in spots] == [True, True, False]
    assert keep_draft(charlie, spots[0], Unsent("b"))


def test_a_text_without_end_is_cut(thread: Thread) -> None:
    charlie, spot = people.make("charlie"), Spot.answer(thread().thread.uid)
    keep_draft(charlie, spot, Unsent("a\x00b" * 100_000, "s" * 1_000))
    kept = draft(charlie.member_id, spot)
    assert kept is not None
    assert len(kept.unsent.text) == 100_000
    assert kept.unsent.text.startswith("abab")
    assert len(kept.unsent.subject) == 400
