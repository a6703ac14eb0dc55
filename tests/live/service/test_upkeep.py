"""What is left alone is saved, long logs are made short, and nothing that was erased is left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.live.service.test_meeting import TEXT, body, line, saved_together, uid
from tests.live.writing import head_of, text_of, write
from wiki.jobs.models import Job
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.kernel.permissions import Role
from wiki.live.models import LiveChange, LiveDoc, LiveRescue
from wiki.live.queries import unsaved_by
from wiki.live.service import discard, log, rescues, upkeep
from wiki.live.service.integrity import problems
from wiki.live.service.personal import PERSONAL
from wiki.live.service.telling import tell
from wiki.pages.models import Rendering
from wiki.pages.queries import pages
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.protect import protect
from wiki.pages.service.redact import redact
from wiki.pages.service.save import Edit, save

__all__ = ["uid"]


def look(**later: float) -> None:
    release_reading()
    with clock.stopped_at(clock.now() + timedelta(**later)):
        upkeep.look()
    release_reading()


# -- Left alone


def test_what_is_left_for_a_day_becomes_a_marked_revision(uid: str) -> None:
    bob, charlie = people.make("bob"), people.make("charlie")
    write(charlie, uid, TEXT + "\nUn four.\n")
    text = TEXT + "\nUn four.\n\nUn jardin partagé avec le voisinage.\n"
    write(bob, uid, text)
    look(hours=23)
    assert body(uid) == TEXT
    look(hours=25)
    assert body(uid) == text
    said = line(uid)
    assert (said.author_name, [one.name for one in said.co_authors]) == ("bob", ["charlie"])
    assert "unattended" in said.tag_codes
    assert unsaved_by(uid) == ()
    look(hours=50)
    assert pages.by_uid(uid).head == 2
    with act() as session:
        assert [one.name for one in session.scalars(sa.select(Job))].count(upkeep.JOB) == 1


def test_it_is_saved_by_one_who_still_may_or_waits(uid: str) -> None:
    alice, charlie = people.make("alice"), people.make("charlie")
    write(charlie, uid, TEXT + "\nUn four.\n")
    protect(alice, uid, "moderators")
    look(days=2)
    assert (body(uid), text_of(uid)) == (TEXT, TEXT + "\nUn four.\n")
    write(people.make("bob"), uid, TEXT + "\nUn four à pain.\n")
    look(days=2)
    assert line(uid).author_name == "bob"


def test_what_contradicts_the_page_waits_for_a_person(uid: str) -> None:
    write(people.make("bob"), uid, TEXT.replace("café", "sirop"))
    save(people.make("alice"), Edit("Lieu", TEXT.replace("café", "chocolat"), 1))
    look(days=2)
    assert body(uid) == TEXT.replace("café", "chocolat")
    assert text_of(uid) == TEXT.replace("café", "sirop")


def test_a_text_that_came_back_to_what_it_was_is_not_unsaved_any_more(uid: str) -> None:
    bob = people.make("bob")
    write(bob, uid, TEXT + "Fin.\n")
    write(bob, uid, TEXT)
    assert unsaved_by(uid) == ("bob",)
    look(days=2)
    assert (unsaved_by(uid), pages.by_uid(uid).head) == ((), 1)


# -- Long logs


def test_an_old_log_is_made_short_and_goes_on(uid: str) -> None:
    alice = people.make("alice")
    name = write(alice, uid, TEXT + "Un.\n")
    saved_together(alice, uid, name, TEXT + "Un.\n")
    write(alice, uid, TEXT + "Un.\nDeux.\n")
    with act():
        opened = log.known("page", uid, locked=True)
        assert opened
        upkeep.shorten("page", uid, "")
    head = head_of(uid).head
    assert (head.base_v, head.saved_v, head.v) == (1, 1, 2)
    assert text_of(uid) == TEXT + "Un.\nDeux.\n"
    with pytest.raises(Missing):
        log.text_at(head.doc_id, 0)
    # A window that is further behind cannot name its version any more.
    saved_together(alice, uid, "1:0", TEXT + "Trois.\n")
    assert list(problems()) == []


def test_a_log_that_nobody_can_save_is_made_short_and_names_everybody(
    uid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, charlie = people.make("bob"), people.make("charlie")
    text = TEXT.replace("café", "sirop").replace("Un thé.\n\n", "")
    write(bob, uid, text)
    for number in range(6):
        text += f"Ligne {number} 😀.\n"
        write((bob, charlie)[number % 2], uid, text)
    save(people.make("alice"), Edit("Lieu", TEXT.replace("café", "chocolat"), 1))
    monkeypatch.setattr(upkeep, "LONG", 5)
    before = head_of(uid).head
    look(minutes=5)
    assert head_of(uid).head == before, "people are writing"
    look(minutes=15)
    head = head_of(uid).head
    assert head.epoch == before.epoch + 1
    assert head.v - head.saved_v <= 3
    assert (text_of(uid), head.base_revision) == (text, 1)
    assert unsaved_by(uid) == ("bob", "charlie")
    assert list(problems()) == []
    look(hours=2)
    assert head_of(uid).head == head


# -- Thrown away


def test_what_is_thrown_away_is_taken_back_with_who_typed_it(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    text = TEXT.replace("thé", "thé vert")
    write(bob, uid, text)
    v = discard.discard(alice, uid)
    assert (text_of(uid), unsaved_by(uid)) == (TEXT, ())
    discard.recover(alice, uid, v)
    assert (text_of(uid), unsaved_by(uid)) == (text, ("bob",))
    head = head_of(uid).head
    saved_together(alice, uid, f"{head.epoch}:{head.v}", text)
    assert [(one.name, one.signs) for one in line(uid).co_authors] == [("bob", len(" vert"))]
    assert list(problems()) == []


def test_what_was_written_since_stays_when_it_is_taken_back(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    write(bob, uid, TEXT.replace("thé", "thé vert"))
    v = discard.discard(alice, uid)
    save(alice, Edit("Lieu", TEXT.replace("lundi", "mardi"), 1))
    discard.recover(alice, uid, v)
    assert text_of(uid) == TEXT.replace("lundi", "mardi").replace("thé", "thé vert")


def test_refuses_to_throw_away_or_take_back_what_is_not_there(uid: str) -> None:
    alice = people.make("alice")
    with pytest.raises(Conflict):
        discard.discard(alice, uid)
    write(alice, uid, TEXT + "Un.\n")
    for v in (0, 1, 9, -1, 2**62):
        with pytest.raises(Missing):
            discard.recover(alice, uid, v)
    with pytest.raises(Refused):
        discard.discard(people.make("dora"), uid)


# -- Copies that came late


def copy_of(base_text: str, text: str) -> dict[str, object]:
    return {"epoch": 1, "base_v": 0, "base_text": base_text, "text": text}


def test_a_copy_is_joined_to_what_is_written_meanwhile(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    key = ("page", uid, "")
    copy = copy_of(TEXT, TEXT.replace("café", "café noir"))
    number = rescues.keep(alice, key, **copy)  # type: ignore[arg-type]
    write(bob, uid, TEXT.replace("thé", "thé vert"))
    late = rescues.late(alice, number)
    write(bob, uid, "Début 🙂.\n\n" + TEXT.replace("thé", "thé vert"))
    rescues.settle(alice, number, late.v, {})
    both = TEXT.replace("thé", "thé vert").replace("café", "café noir")
    assert text_of(uid) == "Début 🙂.\n\n" + both
    assert unsaved_by(uid) == ("bob", "alice")
    with pytest.raises(Missing):
        rescues.late(alice, number)
    assert list(problems()) == []


def test_refuses_a_copy_of_somebody_else(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    number = rescues.keep(alice, ("page", uid, ""), **copy_of(TEXT, "Rien.\n"))  # type: ignore[arg-type]
    for refused in (rescues.late, rescues.drop):
        with pytest.raises(Missing):
            refused(bob, number)
    rescues.drop(alice, number)
    assert reading().scalar(sa.select(sa.func.count()).select_from(LiveRescue)) == 0


# -- Anew


def test_the_bin_starts_a_text_anew_and_keeps_what_is_not_saved(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    write(bob, uid, TEXT + "Un four.\n")
    before = head_of(uid).head
    delete(alice, uid)
    release_reading()
    bring_back(alice, uid)
    release_reading()
    head = head_of(uid).head
    # What was sent before it was heard of names no version of the new text.
    assert (head.epoch, head.base_v > before.v) == (3, True)
    assert (text_of(uid), unsaved_by(uid)) == (TEXT + "Un four.\n", ("bob",))
    assert list(problems()) == []


def test_nothing_of_an_erased_text_is_left(inside: Flask, uid: str) -> None:
    alice, bob = people.make("alice", Role.ADMINISTRATOR), people.make("bob")
    secret = TEXT + "Téléphone 0600000000.\n"
    name = write(bob, uid, secret)
    saved_together(alice, uid, name, secret)
    rescues.keep(alice, ("page", uid, ""), **copy_of(secret, secret + "Un.\n"))  # type: ignore[arg-type]
    name = write(bob, uid, TEXT)
    saved_together(alice, uid, name, TEXT)
    write(bob, uid, TEXT + "Un four.\n")
    redact(alice, uid, 2, 2, "Numéro privé")
    release_reading()
    # What was made before comes too late; what is made on the text of now does not.
    late: dict[str, Any] = copy_of(secret, secret + "Un.\n")
    with pytest.raises(Conflict, match="live_erased_since"):
        rescues.keep(alice, ("page", uid, ""), **late)
    assert rescues.keep(alice, ("page", uid, ""), **copy_of(TEXT, TEXT + "Un.\n") | {"epoch": 2})  # type: ignore[arg-type]
    said = [
        *(text for row in reading().execute(sa.select(LiveDoc.base_text)) for text in row),
        *(text for row in reading().execute(sa.select(LiveChange.changes)) for text in row),
        *(text for row in reading().execute(sa.select(LiveRescue.text)) for text in row),
        *(text for row in reading().execute(sa.select(LiveRescue.base_text)) for text in row),
    ]
    assert said
    assert not [text for text in said if "0600000000" in text]
    assert (text_of(uid), unsaved_by(uid)) == (TEXT + "Un four.\n", ("bob",))
    assert list(problems()) == []


def test_what_contradicts_an_erased_revision_is_not_erased_with_it(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    typed = TEXT.replace("café", "sirop")
    write(bob, uid, typed)
    for base, said in enumerate(("0600000000", "chocolat"), start=1):
        save(alice, Edit("Lieu", TEXT.replace("café", said), base))
    redact(alice, uid, 2, 2, "Numéro privé")
    release_reading()
    assert (text_of(uid), unsaved_by(uid)) == (typed, ("bob",))
    assert list(problems()) == []


# -- A person


def test_a_member_is_given_what_they_typed_and_leaves_it_under_no_name(uid: str) -> None:
    bob = people.make("bob")
    write(bob, uid, TEXT + "Un four.\n")
    rescues.keep(bob, ("page", uid, ""), **copy_of(TEXT, TEXT + "Un.\n"))  # type: ignore[arg-type]
    given = PERSONAL.of(bob.member_id or 0)
    assert "Un four." in given["typed"][0]["changes"]
    assert given["copies"][0]["text"] == TEXT + "Un.\n"
    with act():
        PERSONAL.erase(bob.member_id or 0)
    assert PERSONAL.of(bob.member_id or 0)["copies"] == []
    assert text_of(uid) == TEXT + "Un four.\n"


# -- What is checked


def test_a_log_that_is_not_what_it_should_be_is_told(uid: str) -> None:
    alice = people.make("alice")
    for at in range(3):
        write(alice, uid, TEXT + "Un.\n" * at)
    doc_id = head_of(uid).head.doc_id
    spoilt = sa.update(LiveChange).where(LiveChange.doc_id == doc_id, LiveChange.v == 2)
    with act() as session:
        session.execute(spoilt.values(changes='[3,[0,"x"]]'))
    assert "le changement 2 ne s’applique pas" in "".join(problems())
    with act() as session:
        session.execute(sa.delete(LiveChange).where(LiveChange.v == 2))
    assert "ne se suivent pas" in "".join(problems())


def test_a_reader_is_told_once_when_somebody_begins(uid: str) -> None:
    alice, bob = people.make("alice"), people.make("bob")

    def stamp() -> int | None:
        release_reading()
        page_id = pages.by_uid(uid).id
        return reading().scalar(sa.select(Rendering.stamp).where(Rendering.page_id == page_id))

    def told() -> int:
        before = stamp() or 0
        tell([head_of(uid).head])
        return (stamp() or 0) - before

    write(bob, uid, TEXT + "Un.\n")
    assert (told(), told()) == (1, 0)
    write(bob, uid, TEXT + "Un deux.\n")
    assert told() == 0
    write(alice, uid, TEXT + "Un deux trois.\n")
    assert told() == 1


def test_a_reader_is_told_when_it_is_thrown_away_or_back_with_nobody_there(uid: str) -> None:
    alice, stamps = people.make("alice"), list[int | None]()

    def note() -> None:
        release_reading()
        query = sa.select(Rendering.stamp).where(Rendering.page_id == pages.by_uid(uid).id)
        stamps.append(reading().scalar(query))

    write(alice, uid, TEXT + "Un.\n")
    note()
    v = discard.discard(alice, uid)
    note()
    discard.recover(alice, uid, v)
    note()
    write(alice, uid, TEXT)
    look(days=2)
    note()
    assert stamps == sorted(set(stamps))
