"""What newcomers write is kept until others have read it, where the site wishes so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests import people
from tests.sheets.places import place
from wiki.jobs import service as jobs
from wiki.kernel import clock
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.permissions import VISITOR, Actor, Role
from wiki.members.queries import member
from wiki.members.service.codes import Letter
from wiki.members.service.personal import data_of, erase_member
from wiki.pages.pending import ACCEPTED, MOST, REFUSED, WAITING, WITHDRAWN
from wiki.pages.queries import pages
from wiki.pages.queries import pending as queries
from wiki.pages.queries.drafts import draft
from wiki.pages.service import pending as service
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditConflict, EditHeld, save
from wiki.pages.service.turn_back import undo
from wiki.site.service import change_settings


@pytest.fixture
def charlie(inside: Flask) -> Actor:
    """A newcomer, on a wiki that has theirs read first; bob and gilles may confirm."""
    alice = people.make("alice")
    for name in ("bob", "gilles"):
        who = people.make(name, Role.MEMBER)
        for number in range(2):
            save(who, Edit(f"De {name} {number}", "Un.\n", 0))
    save(alice, Edit("Lieu", "Un café.\n\nUn jardin.\n", 0))
    change_settings(alice, {"newcomer_review": "1"})
    return people.make("charlie")


def held(actor: Actor, edit: Edit) -> str:
    with pytest.raises(EditHeld) as kept:
        save(actor, edit)
    return kept.value.uid


def state(uid: str) -> str:
    release_reading()
    return queries.seen(people.make("alice"), uid).edit.state


def told(_held: object) -> Letter:
    return Letter("Votre modification", "Voici pourquoi")


def test_two_members_confirm_and_it_is_merged_with_what_came_meanwhile(charlie: Actor) -> None:
    edit = Edit("Lieu", "Un thé.\n\nUn jardin.\n", 1, "Le thé", submission="once")
    uid = held(charlie, edit)
    assert held(charlie, edit) == uid  # sent twice, it is one
    assert pages.get("Lieu").head == 1
    save(people.make("alice"), Edit("Lieu", "Un café.\n\nUn four.\n", 1))
    with pytest.raises(Refused) as refused:
        service.confirm(charlie, uid)
    assert refused.value.code == "pending_newcomer"
    bob, gilles = people.make("bob", Role.MEMBER), people.make("gilles", Role.MEMBER)
    assert service.confirm(bob, uid) is None
    assert service.confirm(bob, uid) is None  # who confirms twice is one
    saved = service.confirm(gilles, uid)
    assert saved is not None
    assert (saved.revision.author_id, saved.revision.summary) == (charlie.member_id, "Le thé")
    assert pages.body(pages.get("Lieu")) == "Un thé.\n\nUn four.\n"
    assert state(uid) == ACCEPTED
    with pytest.raises(Conflict) as answered:
        service.confirm(gilles, uid)
    assert answered.value.code == "pending_answered"


def test_who_has_enough_accepted_edits_waits_no_more(charlie: Actor) -> None:
    alice = people.make("alice")
    service.confirm(alice, held(charlie, Edit("Neuve", "Un.\n", 0)))
    assert save(charlie, Edit("Lieu", "Un thé.\n", 1)).is_new
    change_settings(alice, {"newcomer_review": "5"})
    held(charlie, Edit("Lieu", "Un sirop.\n", 2))
    change_settings(alice, {"newcomer_review": ""})
    assert save(charlie, Edit("Lieu", "Un sirop.\n", 2)).is_new


def test_a_new_page_and_a_sheet_are_made_when_they_are_confirmed(charlie: Actor) -> None:
    alice = people.make("alice")
    change_settings(alice, {"newcomer_review": "3"})
    sheet = place(name="Le Quai")
    uid = held(charlie, Edit("Le Quai", "Un quai.\n", 0, sheet=sheet))
    assert pages.find("Le Quai") is None
    saved = service.confirm(alice, uid)
    assert saved is not None
    assert (saved.revision.number, saved.revision.sheet.values["name"]) == (1, "Le Quai")
    uid = held(charlie, Edit("Le Quai", None, 1, sheet=place(name="Le Quai", status="closed")))
    service.confirm(alice, uid)
    page = pages.get("Le Quai")
    assert pages.body(page) == "Un quai.\n"
    assert pages.head(page).sheet.values["status"] == "closed"


def test_what_contradicts_waits_for_a_person(charlie: Actor) -> None:
    uid = held(charlie, Edit("Lieu", "Un thé.\n\nUn jardin.\n", 1))
    save(people.make("alice"), Edit("Lieu", "Un sirop.\n\nUn jardin.\n", 1))
    with pytest.raises(EditConflict):
        service.confirm(people.make("alice"), uid)
    with clock.stopped_at(clock.now() + timedelta(days=8)):
        jobs.run_all()
    assert state(uid) == WAITING
    with pytest.raises(EditConflict):  # told at once, when it is sent
        save(charlie, Edit("Lieu", "Un vin.\n\nUn jardin.\n", 1))


def test_a_refusal_is_told_with_its_reason_and_gives_the_text_back(charlie: Actor) -> None:
    alice = people.make("alice")
    uid = held(charlie, Edit("Lieu", "Un thé.\n", 1))
    with pytest.raises(Invalid):
        service.refuse(alice, uid, " ", told)
    service.refuse(alice, uid, "Il manque une source", told)
    assert state(uid) == REFUSED
    assert queries.seen(charlie, uid).edit.answer == "Il manque une source"
    assert people.mails("charlie@exemple.fr")[-1].subject == "Votre modification"
    kept = draft(charlie.member_id, "Lieu")
    assert kept
    assert (kept.body, kept.base) == ("Un thé.\n", 1)
    other = held(charlie, Edit("Lieu", "Un sirop.\n", 1))
    assert service.withdraw(charlie, other) == "Lieu"
    assert state(other) == WITHDRAWN
    with pytest.raises(Refused):
        service.withdraw(alice, held(charlie, Edit("Lieu", "Un vin.\n", 1)))


def test_what_nobody_reads_appears_by_itself_unless_the_site_says_never(charlie: Actor) -> None:
    now, alice = clock.now(), people.make("alice")
    one, other = (held(charlie, Edit(title, "Un.\n", 0)) for title in ("Une", "Deux"))
    with clock.stopped_at(now + timedelta(days=6)):
        jobs.run_all()
        assert state(one) == WAITING
    with clock.stopped_at(now + timedelta(days=7, hours=1)):
        service.refuse(alice, other, "Non", told)
        jobs.run_all()
        assert (state(one), state(other)) == (ACCEPTED, REFUSED)
        change_settings(alice, {"newcomer_review_days": ""})
        never = held(people.make("dora", Role.MEMBER), Edit("Trois", "Un.\n", 0))
    with clock.stopped_at(now + timedelta(days=60)):
        jobs.run_all()
    assert state(never) == WAITING


def test_visitors_wait_too_and_other_acts_are_refused_with_a_sentence(charlie: Actor) -> None:
    alice = people.make("alice")
    page = pages.get("Lieu")
    for act in (lambda: rename(charlie, page.uid, "Ailleurs"), lambda: undo(charlie, page.uid, 1)):
        with pytest.raises((Refused, Invalid)) as refused:
            act()
        assert refused.value.code in ("newcomer_waits", "nothing_to_undo")
    change_settings(alice, {"editing": "anyone"})
    uid = held(VISITOR, Edit("Lieu", "Un thé.\n", 1))
    saved = service.confirm(alice, uid)
    assert saved is not None
    assert saved.revision.author_id is None
    for number in range(MOST):
        held(charlie, Edit(f"Neuve {number}", "Un.\n", 0))
    with pytest.raises(Invalid) as refused:
        save(charlie, Edit("Une de trop", "Un.\n", 0))
    assert refused.value.code == "pending_too_many"


def test_it_is_given_and_erased_with_the_account(charlie: Actor) -> None:
    uid = held(charlie, Edit("Lieu", "Un thé secret.\n", 1))
    service.confirm(people.make("bob", Role.MEMBER), uid)
    assert data_of(charlie)["pages"]["pending"][0]["body"] == "Un thé secret.\n"
    erase_member(people.make("alice"), member(charlie.member_id or 0).uid)
    assert queries.waiting_number() == 0
