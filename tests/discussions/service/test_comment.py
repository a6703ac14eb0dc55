"""Commenting on passages, and what becomes of another wording."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import people
from wiki import maintenance
from wiki.discussions.models import PassagePlace
from wiki.discussions.passages import blocks, find
from wiki.discussions.queries import passages, threads, turns
from wiki.discussions.service import places
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.rewritings import accept, decline
from wiki.discussions.service.settle import hide, reopen, resolve
from wiki.discussions.service.speak import Said, Words
from wiki.jobs.service import run_all
from wiki.journal.queries import entries
from wiki.kernel.db import reading, release_reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.pages.models import Page, RevisionAuthor
from wiki.pages.queries import pages
from wiki.pages.queries.drafts import draft
from wiki.pages.service.drafts import keep_draft
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")
BODY = "Ouvert le lundi, de huit heures à midi.\n\nDouze euros la journée.\n"
WORDS = Words("Et le mardi ?")


@pytest.fixture
def lieu(page: Callable[..., Page]) -> Page:
    """The page whose passages are discussed."""
    return page("Lieu", BODY)


def on(quote: str, page: Page, becomes: str = "", *, by: str = "charlie") -> Said:
    found = find(blocks(pages.body(page)), quote)
    assert found
    said_of = Comment(page.head, found.block, found.quote, found.before, becomes)
    return comment(people.make(by), "page", page.uid, said_of, WORDS)


def place(said: Said) -> Any:
    release_reading()
    return passages.of_threads([said.thread.id])[said.thread.uid]


def write(body: str) -> None:
    head = pages.get("Lieu").head
    save(people.make("alice"), Edit("Lieu", body, head))


def test_a_comment_names_its_passage(lieu: Page) -> None:
    said = on("huit heures", lieu)
    assert said.thread.subject == "« huit heures »"
    line = place(said)
    assert (line.quote, line.revision, line.is_gone) == ("huit heures", 1, False)
    assert line.before == "Ouvert le lundi, de "
    assert turns.line(said.turn.uid).text == "Et le mardi ?\n"


def test_it_follows_its_passage_from_version_to_version(lieu: Page) -> None:
    said = on("huit heures", lieu)
    write("Un mot.\n\n" + BODY)
    assert not place(said).is_gone
    write(BODY.replace("midi", "treize heures"))
    assert not place(said).is_gone
    write(BODY.replace("huit heures", "neuf heures") + "\nAutre : huit heures.\n")
    assert place(said).is_gone
    write(BODY)
    assert not place(said).is_gone


def test_a_passage_is_followed_while_its_thread_is_open(lieu: Page) -> None:
    said = on("huit heures", lieu)
    resolve(people.make("bob"), said.thread.uid)
    write(BODY.replace("huit", "neuf"))
    assert not place(said).is_gone
    assert passages.below("page", lieu.uid) == []
    reopen(people.make("bob"), said.thread.uid)
    assert place(said).is_gone


def test_places_are_the_same_when_made_again(lieu: Page) -> None:
    for quote in ("huit heures", "Douze euros", "lundi"):
        on(quote, lieu)
    write(BODY.replace("huit", "neuf").replace("Douze", "Treize"))
    table = sa.select(PassagePlace.__table__).order_by(PassagePlace.thread_id)
    release_reading()
    before = reading().execute(table).all()
    maintenance.rebuild()
    release_reading()
    assert reading().execute(table).all() == before
    assert len(before) == 3


def test_a_save_finds_some_passages_again_and_a_job_the_others(
    lieu: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "AT_ONCE", 1)
    monkeypatch.setattr(places, "SOME", 2)
    gone, moved = on("huit heures", lieu), on("Douze euros", lieu)
    others = [on("midi", lieu) for _ in range(3)]
    write(f"Douze euros la journée.\n\n{BODY.replace('huit', 'neuf')}\nDe huit heures à midi.\n")

    def kept() -> dict[int, int]:
        release_reading()
        return dict(
            reading().execute(sa.select(PassagePlace.thread_id, PassagePlace.revision)).all()
        )

    def told() -> list[str | None]:
        return [place(said).block for said in (gone, moved, *others)]

    assert sorted(kept().values()) == [1, 1, 1, 1, 2]
    shown = told()
    assert shown[1] is not None  # whoever reads before the job is told the same
    assert [shown[0], *shown[2:]] == [None] * 4  # what looks alike is not the same
    monkeypatch.setattr(places, "AT_ONCE", 20)
    assert run_all() > 0
    assert set(kept().values()) == {2}
    assert told() == shown
    assert {line.block for line, _ in passages.below("page", lieu.uid)} == set(shown)
    before = told()
    maintenance.rebuild()
    assert (set(kept().values()), told()) == ({2}, before)


@pytest.mark.parametrize(
    ("revision", "block", "quote", "code"),
    [
        (1, "b-0000000000", "huit heures", "passage_unknown"),
        (9, "", "huit heures", "passage_unknown"),
        (1, "", "jeudi", "passage_unknown"),
        (1, "", "", "passage_unknown"),
        (1, "", "a" * 4001, "passage_too_long"),
    ],
)
def test_refuses_a_passage_that_is_not_there(
    lieu: Page, revision: int, block: str, quote: str, code: str
) -> None:
    said_of = Comment(revision, block or blocks(BODY)[0].id, quote)
    with pytest.raises(Invalid, match=code):
        comment(people.make("charlie"), "page", lieu.uid, said_of, WORDS)


def test_refuses_a_reader(lieu: Page) -> None:
    with pytest.raises(Refused, match="members_only"):
        on("huit heures", lieu, by="dora")


# -- Another wording


def test_an_accepted_wording_is_a_save_that_credits_its_author(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    accept(people.make("bob"), said.turn.uid)
    release_reading()
    page = pages.get("Lieu")
    assert pages.body(page) == BODY.replace("lundi", "mardi")
    head = pages.head(page)
    assert (head.author_id, head.summary) == (
        people.make("bob").member_id,
        "Réécriture proposée par charlie",
    )
    others = reading().scalars(
        sa.select(RevisionAuthor.member_id).where(RevisionAuthor.revision_id == head.id)
    )
    assert list(others) == [people.make("charlie").member_id]
    line = passages.rewritings([said.thread.id])[said.thread.uid]
    assert (line.is_accepted, line.decided_by_name, line.made_revision) == (True, "bob", 2)
    assert not threads.line(said.thread.uid).is_open
    assert list(maintenance.problems()) == []


def test_what_the_one_who_accepts_was_writing_stays(lieu: Page) -> None:
    bob = people.make("bob")
    keep_draft(bob, "Lieu", body="Un brouillon.", base=1)
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    accept(bob, said.turn.uid)
    release_reading()
    kept = draft(bob.member_id, "Lieu")
    assert kept
    assert kept.body == "Un brouillon."


def test_it_is_merged_with_what_was_saved_meanwhile(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    write(BODY.replace("Douze", "Treize"))
    accept(people.make("bob"), said.turn.uid)
    release_reading()
    assert pages.body(pages.get("Lieu")) == BODY.replace("lundi", "mardi").replace(
        "Douze", "Treize"
    )


def test_refuses_when_the_passage_was_changed_meanwhile(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    write(BODY.replace("lundi", "jeudi"))
    with pytest.raises(Conflict, match="rewriting_conflict"):
        accept(people.make("bob"), said.turn.uid)
    release_reading()
    assert pages.get("Lieu").head == 2
    assert passages.rewritings([said.thread.id])[said.thread.uid].is_accepted is None
    assert threads.line(said.thread.uid).is_open


def test_a_wording_that_the_text_has_already_makes_no_version(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    write(BODY.replace("lundi", "mardi"))
    accept(people.make("bob"), said.turn.uid)
    release_reading()
    assert pages.get("Lieu").head == 2
    assert entries().rows[0].action == "rewriting_accepted"


def test_a_declined_wording_says_why(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    decline(people.make("bob"), said.turn.uid, "C’est bien le lundi")
    line = passages.rewritings([said.thread.id])[said.thread.uid]
    assert (line.is_accepted, line.reason) == (False, "C’est bien le lundi")
    assert threads.line(said.thread.uid).is_open
    for act in (
        lambda: accept(people.make("bob"), said.turn.uid),
        lambda: decline(people.make("bob"), said.turn.uid, "Non"),
    ):
        with pytest.raises(Conflict, match="rewriting_decided"):
            act()
    release_reading()
    assert pages.get("Lieu").head == 1


def test_the_same_wording_proposes_nothing(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le lundi, de huit heures à midi.\n")
    with pytest.raises(Missing, match="rewriting_missing"):
        accept(people.make("bob"), said.turn.uid)


def test_refuses_who_may_not_change_the_page(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    protect(people.make("bob"), lieu.uid, "moderators")
    with pytest.raises(Refused, match="protected_moderators"):
        accept(people.make("charlie"), said.turn.uid)
    with pytest.raises(Refused, match="protected_moderators"):
        decline(people.make("erin"), said.turn.uid, "Non")
    decline(people.make("charlie"), said.turn.uid, "Je me suis trompé")


def test_refuses_a_wording_that_is_hidden(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    hide(people.make("bob"), said.turn.uid, "Hors sujet")
    with pytest.raises(Refused, match="turn_is_hidden"):
        accept(people.make("bob"), said.turn.uid)
    release_reading()
    assert pages.get("Lieu").head == 1


def test_refuses_to_decline_without_a_reason(lieu: Page) -> None:
    said = on("huit heures", lieu, "Ouvert le mardi, de huit heures à midi.")
    with pytest.raises(Invalid, match="reason_missing"):
        decline(people.make("bob"), said.turn.uid, " ")
