"""Links to an old title are written anew, page after page, once, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.jobs.service import run_all, run_one
from wiki.kernel.db import reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import Actor
from wiki.members.service.people import deactivate
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.service import batches
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import protect
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.upkeep import rules
from wiki.upkeep.models import Relinking
from wiki.upkeep.queries.lists import asked
from wiki.upkeep.queries.relinkings import (
    RelinkingLine,
    preview,
    relinking,
    relinkings,
    untouched,
)
from wiki.upkeep.service.relink import go_on, relink, undo_relinking

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def body(title: str) -> str:
    """What a page says now."""
    release_reading()
    return pages.body(pages.get(title))


def line(uid: str) -> RelinkingLine:
    """How far a rewriting is."""
    release_reading()
    return relinking(uid)


def renamed(write: Write, number: int = 3) -> Actor:
    """« Lieu », to which pages link, is « Le Comptoir » now; who did that."""
    lieu = write("Lieu", "Ici.\n")
    for n in range(number):
        write(f"Page {n}", f"Un [[lieu]] et [[Lieu#Horaires|là]], `[[Lieu]]`, {n}.\n")
    charlie = people.make("charlie")
    rename(charlie, lieu.uid, "Le Comptoir")
    return charlie


def test_the_links_lead_to_the_new_title_in_the_name_of_who_asked(write: Write) -> None:
    charlie = renamed(write)
    uid = relink(charlie, "Lieu", "Son nom")
    assert (line(uid).state, line(uid).total, body("Page 0")[:9]) == ("running", 3, "Un [[lieu")
    assert run_all() == 1
    assert body("Page 1") == "Un [[Le Comptoir]] et [[Le Comptoir#Horaires|là]], `[[Lieu]]`, 1.\n"
    made = pages.head(pages.get("Page 1"))
    assert (made.author_id, made.summary, made.is_minor, made.number) == (
        charlie.member_id,
        "Son nom",
        True,
        2,
    )
    assert (line(uid).state, line(uid).changed, line(uid).left) == ("done", 3, 0)
    assert asked(rules.OLD)[0] == []


def test_the_text_of_links_may_be_kept(write: Write) -> None:
    charlie = renamed(write, 1)
    relink(charlie, "Lieu", keeps_text=True)
    run_all()
    assert body("Page 0").startswith("Un [[Le Comptoir|lieu]] et [[Le Comptoir#Horaires|là]]")


def test_a_page_renamed_twice_or_back_has_one_hop_and_no_loop(write: Write) -> None:
    charlie = renamed(write, 2)
    page = pages.get("Le Comptoir")
    rename(charlie, page.uid, "Le Quai")
    assert pages.redirect_of("Lieu")[1].title == "Le Quai"  # type: ignore[index]
    rename(charlie, page.uid, "Lieu")
    assert pages.redirect_of("Lieu") is None
    assert pages.redirect_of("Le Comptoir")[1].title == "Lieu"  # type: ignore[index]
    rename(charlie, page.uid, "Le Quai")
    relink(charlie, "Lieu")
    run_all()
    assert "[[Le Quai]]" in body("Page 1")


def test_asked_twice_it_goes_on_once(write: Write) -> None:
    charlie = renamed(write)
    assert relink(charlie, "Lieu") == relink(charlie, "lieu")
    run_all()
    with pytest.raises(Invalid, match="nothing_to_relink"):
        relink(charlie, "Lieu")


def test_run_again_it_writes_nothing_more(write: Write) -> None:
    charlie = renamed(write)
    uid = relink(charlie, "Lieu")
    run_all()
    revisions = reading().scalar(sa.select(sa.func.count()).select_from(Revision))
    for _ in range(2):
        go_on(uid)
    release_reading()
    assert reading().scalar(sa.select(sa.func.count()).select_from(Revision)) == revisions
    assert line(uid).changed == 3


def test_a_text_that_was_erased_is_left_and_the_others_are_written(write: Write) -> None:
    lieu = write("Lieu", "Ici.\n")
    write("Page 0", "Un [[Le Comptoir]].\n")
    erased = write("Page 0", "Un [[Lieu]].\n")
    write("Page 1", "Un [[Lieu]], là.\n")
    charlie = people.make("charlie")
    rename(charlie, lieu.uid, "Le Comptoir")
    redact(people.make("alice"), erased.uid, 1, 1, "Une personne le demande")
    uid = relink(charlie, "Lieu")
    assert run_all() == 1
    assert (line(uid).state, line(uid).changed, line(uid).left) == ("done", 1, 1)
    assert untouched(line(uid)).rows[0].reason == "text_was_erased"
    assert (body("Page 0"), body("Page 1")) == ("Un [[Lieu]].\n", "Un [[Le Comptoir]], là.\n")


def test_what_may_not_or_cannot_be_written_is_told(write: Write) -> None:
    charlie = renamed(write, 4)
    write("Inclut", ":::{inclure Lieu}\n:::\n")
    protect(people.make("bob"), pages.get("Page 1").uid, "moderators")
    assert preview(charlie, "Lieu").refused == ["Page 1"]
    uid = relink(charlie, "Lieu")
    delete(people.make("alice"), pages.get("Page 2").uid)
    run_all()
    assert (line(uid).changed, line(uid).left) == (2, 3)
    told = {one.title: one.reason for one in untouched(line(uid)).rows}
    assert told == {"Page 1": "protected_moderators", "Inclut": "no_link_to_rewrite"}


def test_who_may_no_longer_write_writes_nothing(write: Write) -> None:
    charlie = renamed(write, 1)
    uid = relink(charlie, "Lieu")
    deactivate(people.make("alice"), people.queries.member(charlie.member_id or 0).uid)
    run_all()
    assert (line(uid).changed, line(uid).left, body("Page 0")[:9]) == (0, 1, "Un [[lieu")


def test_it_is_undone_as_a_whole_and_later_edits_stay(write: Write) -> None:
    charlie = renamed(write, 3)
    uid = relink(charlie, "Lieu")
    run_all()
    write("Page 0", body("Page 0") + "\nPlus tard.\n")
    write("Page 1", body("Page 1").replace("Un [[Le Comptoir]]", "Ce [[Le Comptoir]] neuf"))
    bob = people.make("bob")
    for _ in range(2):
        undo_relinking(bob, uid)
    run_all()
    assert body("Page 0") == "Un [[lieu]] et [[Lieu#Horaires|là]], `[[Lieu]]`, 0.\n\nPlus tard.\n"
    assert pages.head(pages.get("Page 2")).author_id == bob.member_id
    assert pages.head(pages.get("Page 2")).action == "undone"
    assert "Ce [[Le Comptoir]] neuf" in body("Page 1")
    assert (line(uid).state, line(uid).undone, line(uid).stuck) == ("undone", 2, 1)
    assert [(one.title, one.reason) for one in untouched(line(uid)).rows] == [
        ("Page 1", "edit_conflict")
    ]


def test_undone_half_way_it_stops_there(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    charlie = renamed(write, 4)
    uid = relink(charlie, "Lieu")
    monkeypatch.setattr(batches, "RUN", -1.0)  # one page for each run
    assert run_one()
    assert (line(uid).changed, line(uid).done, line(uid).goal) == (1, 1, 4)
    undo_relinking(charlie, uid)
    monkeypatch.setattr(batches, "RUN", 20.0)
    run_all()
    assert (line(uid).state, line(uid).undone, line(uid).left) == ("undone", 1, 3)
    assert all("[[lieu]]" in body(f"Page {n}") for n in range(4))


@pytest.mark.parametrize("name", ["dora", None])
def test_refuses_who_may_not_rename(write: Write, name: str | None) -> None:
    renamed(write, 1)
    actor = people.make(name) if name else Actor()
    with pytest.raises(Refused):
        relink(actor, "Lieu")
    with pytest.raises(Refused):
        undo_relinking(actor, "nobody")


def test_refuses_a_title_that_is_not_an_old_one(write: Write) -> None:
    charlie = renamed(write, 1)
    for title in ("Le Comptoir", "Nulle part", ""):
        with pytest.raises(Missing, match="old_title_missing"):
            relink(charlie, title)
    with pytest.raises(Missing, match="relinking_missing"):
        undo_relinking(charlie, "nobody")


def test_asking_costs_the_same_however_many_pages_link(write: Write, inside: Flask) -> None:
    """What is asked for is one statement: pages are written by the job."""
    charlie = renamed(write, 2)
    counts = []
    for number in (2, 12):
        for n in range(number):
            write(f"Page {number} {n}", "[[Lieu]]\n")
        asked_for: list[str] = []

        def hear(*given: object, asked_for: list[str] = asked_for) -> None:
            asked_for.append(str(given[2]))

        engine = inside.extensions["wiki"].database.engine
        sa.event.listen(engine, "before_cursor_execute", hear)
        uid = relink(charlie, "Lieu")
        sa.event.remove(engine, "before_cursor_execute", hear)
        counts.append(len(asked_for))
        assert line(uid).total >= number
        run_all()
        write("Page 0", f"[[Lieu]] {number}\n")
    assert counts[0] == counts[1]
    assert reading().scalar(sa.select(sa.func.count()).select_from(Relinking)) == 2


def test_what_is_in_the_bin_is_told_to_nobody(write: Write) -> None:
    charlie = renamed(write)
    for n in (0, 1):
        protect(people.make("bob"), pages.get(f"Page {n}").uid, "moderators")
    uid = relink(charlie, "Lieu", "Son nom")
    run_all()
    assert [one.title for one in untouched(line(uid)).rows] == ["Page 0", "Page 1"]
    delete(people.make("alice"), pages.get("Page 0").uid)
    release_reading()
    assert [one.title for one in untouched(line(uid)).rows] == ["Page 1"]
    delete(people.make("alice"), pages.get("Le Comptoir").uid)
    release_reading()
    assert relinkings().rows == []
    with pytest.raises(Missing, match="relinking_missing"):
        relinking(uid)
