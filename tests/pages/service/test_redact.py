"""Erasing a text for good: it goes everywhere, its place in the history stays."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.journal.models import Entry
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Erased, Invalid, Refused
from wiki.maintenance import problems
from wiki.markup.document import Document
from wiki.merge.attribution import counted
from wiki.pages.models import Page, Redaction, Text
from wiki.pages.queries import pages as queries
from wiki.pages.queries.anchors import kept
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.history import line
from wiki.pages.service import revise
from wiki.pages.service.bin import delete
from wiki.pages.service.blame import blame
from wiki.pages.service.redact import redact
from wiki.pages.service.save import Edit, EditConflict, save
from wiki.pages.service.turn_back import restore, undo
from wiki.web.rendering import rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]
WHY = "Numéro de téléphone d’une personne"
PHONE = "Un café et un téléphone.\n"


@pytest.fixture
def page(write: Write) -> Page:
    """A page of which the second version says what is to be erased."""
    return write("Lieu", "Un café.\n", PHONE, "Un café et un thé.\n")


def erase(page: Page, first: int = 2, last: int = 2) -> int:
    return redact(people.make("alice"), page.uid, first, last, WHY)


def test_the_text_goes_and_the_revision_stays(page: Page) -> None:
    before = [revision.hash for revision in (queries.revision(page, n) for n in (1, 2, 3))]
    assert erase(page) == 1
    release_reading()
    with pytest.raises(Erased, match="text_erased"):
        queries.text_at(page, 2)
    assert reading().scalar(sa.select(sa.func.count()).select_from(Text)) == 2
    assert queries.text_at(page, 1) == "Un café.\n"
    assert [queries.revision(page, n).hash for n in (1, 2, 3)] == before
    found = line(page, 2)
    assert found is not None
    assert found.tag_codes == ["erased"]
    assert list(problems()) == []


def test_who_erased_what_and_why_is_told(page: Page) -> None:
    alice = people.make("alice")
    erase(page)
    release_reading()
    kept = reading().scalars(sa.select(Redaction)).one()
    assert (kept.reason, kept.member_id) == (WHY, alice.member_id)
    entry = reading().scalars(sa.select(Entry).where(Entry.action == "page_redacted")).one()
    assert (entry.detail["first"], entry.detail["last"], entry.detail["reason"]) == (2, 2, WHY)


def test_a_text_is_erased_wherever_it_is(page: Page, write: Write) -> None:
    other = write("Ailleurs", PHONE, "Rien.\n")
    erase(page)
    release_reading()
    with pytest.raises(Erased):
        queries.text_at(other, 1)


def test_several_revisions_are_erased_together(write: Write) -> None:
    page = write("Lieu", "Un.\n", "Deux.\n", "Un.\n", "Trois.\n")
    assert erase(page, 1, 3) == 2
    release_reading()
    assert reading().scalars(sa.select(Text.data)).all() != []
    with pytest.raises(Erased):
        queries.text_at(page, 3)


def test_what_a_page_says_now_is_not_erased(page: Page) -> None:
    with pytest.raises(Refused, match="redaction_current"):
        erase(page, 2, 3)
    assert queries.text_at(page, 2) == PHONE


def test_what_another_page_says_now_is_not_erased(page: Page, write: Write) -> None:
    write("Ailleurs", PHONE)
    with pytest.raises(Refused) as refusal:
        erase(page)
    assert refusal.value.params["title"] == "Ailleurs"


def test_a_page_of_the_bin_still_says_what_it_said(page: Page, write: Write) -> None:
    delete(people.make("alice"), write("Ailleurs", PHONE).uid)
    with pytest.raises(Refused, match="redaction_current"):
        erase(page)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 9)])
def test_a_range_that_is_none_is_refused(page: Page, first: int, last: int) -> None:
    with pytest.raises(Invalid, match="redaction_range"):
        erase(page, first, last)


def test_a_blank_text_is_not_erased_for_any_page_may_be_emptied(write: Write) -> None:
    page = write("Lieu", PHONE, "", "Un café.\n")
    assert erase(page, 1, 2) == 1
    assert queries.text_at(page, 2) == ""
    save(people.make("charlie"), Edit("Lieu", "", 3))
    with pytest.raises(Invalid, match="redaction_done"):
        erase(page, 2, 2)


def test_a_heading_that_it_alone_had_is_named_no_more(write: Write) -> None:
    body = "## {}\n\nUn café ouvert à tous le lundi.\n"
    page = write("Lieu", *(body.format(one) for one in ("Accueil", "Chez Zoé", "Ouverture")))
    shown = rendering_of(queries.get("Lieu")).html
    assert "chez-zoe" in shown
    erase(page)
    release_reading()
    assert [(one.name, one.heading) for one in kept(page.id)] == [("s-accueil", "s-ouverture")]
    assert "chez-zoe" not in rendering_of(queries.get("Lieu")).html


def test_a_reason_is_asked_for(page: Page) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        redact(people.make("alice"), page.uid, 2, 2, "  ")


def test_it_refuses_a_moderator(page: Page) -> None:
    with pytest.raises(Refused, match="administrators_only"):
        redact(people.make("bob"), page.uid, 2, 2, WHY)


def test_erasing_twice_is_told(page: Page) -> None:
    erase(page)
    with pytest.raises(Invalid, match="redaction_done"):
        erase(page)


def test_it_does_not_come_back(page: Page) -> None:
    erase(page)
    with pytest.raises(Refused, match="text_was_erased"):
        save(people.make("charlie"), Edit("Lieu", PHONE, 3))
    assert save(people.make("charlie"), Edit("Lieu", "Un thé.\n", 3)).page.head == 4


def test_what_a_page_comes_to_say_meanwhile_is_refused_or_stays(
    inside: Flask, page: Page, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, told = write("Ailleurs", "Rien.\n"), list[str]()
    alice, charlie = people.make("alice"), people.make("charlie")

    def erase_there() -> None:
        with inside.app_context():
            try:
                redact(alice, page.uid, 2, 2, WHY)
            except Refused as refusal:
                told.append(refusal.code)

    erasing = Thread(target=erase_there)

    def read(text: str) -> Document:
        """While the save is under way: on SQLite the other waits for it, on PostgreSQL not."""
        erasing.start()
        erasing.join(1)
        return document_of(text)

    monkeypatch.setattr(revise, "document_of", read)
    try:
        save(charlie, Edit("Ailleurs", PHONE, 1))
    except Refused as refusal:
        told.append(refusal.code)
    erasing.join()
    release_reading()
    assert told in (["redaction_current"], ["text_was_erased"])
    said = queries.text_at(queries.get("Ailleurs"), other.head + ("redaction_current" in told))
    assert said == (PHONE if "redaction_current" in told else "Rien.\n")


def test_it_is_neither_undone_nor_taken_again(page: Page) -> None:
    erase(page)
    for again in (undo, restore):
        with pytest.raises(Erased):
            again(people.make("bob"), page.uid, 2)


def test_an_edit_that_started_from_it_is_asked_to_be_compared(page: Page) -> None:
    erase(page)
    with pytest.raises((Invalid, EditConflict), match="base_unknown"):
        save(people.make("charlie"), Edit("Lieu", "Un autre texte.\n", 2))


def test_nobody_is_said_to_have_written_what_others_kept(page: Page) -> None:
    erase(page)
    release_reading()
    told = blame(queries.get("Lieu"))
    assert told.is_whole
    assert set(counted(told.attribution.shares())) == {1, 3}


def test_the_database_lets_nothing_else_be_deleted(page: Page) -> None:
    erase(page)
    with pytest.raises(sa.exc.DBAPIError, match="wiki_text is never changed"), act() as session:
        session.execute(sa.delete(Text).where(Text.sha256 == queries.head(page).text_sha256))
