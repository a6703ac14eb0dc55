"""What newcomers write is kept until others have read it, where the site wishes so."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.sheets.places import place
from wiki.jobs import service as jobs
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, Erased, Invalid, Missing, Refused, TooOften
from wiki.kernel.permissions import VISITOR, Actor, Role
from wiki.members.queries import member
from wiki.members.service.codes import Letter
from wiki.members.service.personal import data_of, erase_member
from wiki.pages.models import Pending
from wiki.pages.pending import (
    ACCEPTED,
    MOST,
    MOST_OF_PLACE,
    REFUSED,
    WAITING,
    WITHDRAWN,
    appears_at,
)
from wiki.pages.queries import pages
from wiki.pages.queries import pending as queries
from wiki.pages.queries.drafts import draft
from wiki.pages.queries.pending_shown import texts
from wiki.pages.service import pending as service
from wiki.pages.service.bin import delete
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditConflict, EditHeld, save
from wiki.pages.service.turn_back import restore, undo
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


def told(_held: object, title: str) -> Letter:
    return Letter(f"Votre modification de {title}", "Voici pourquoi")


def day_begins() -> None:
    with act():
        signals.day_begun.send(day=clock.now().date().isoformat())
    jobs.run_all()


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
        day_begins()
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
    assert people.mails("charlie@exemple.fr")[-1].subject == "Votre modification de Lieu"
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
        day_begins()
        assert state(one) == WAITING
        change_settings(alice, {"newcomer_review_days": ""})
    with clock.stopped_at(now + timedelta(days=60)):
        day_begins()
        assert state(one) == WAITING
        change_settings(alice, {"newcomer_review_days": "3"})  # counts for those that wait
        sent = queries.seen(alice, one).edit.sent_at
        assert appears_at(sent, "3", clock.now()) > clock.now()
        service.refuse(alice, other, "Non", told)
        day_begins()
    assert (state(one), state(other)) == (ACCEPTED, REFUSED)
    held(charlie, Edit("Trois", "Un.\n", 0))  # nobody has accepted anything of theirs


def test_what_was_undone_is_no_accepted_edit(charlie: Actor) -> None:
    alice = people.make("alice")
    service.confirm(alice, held(charlie, Edit("Lieu", "Un thé.\n", 1)))
    undo(alice, pages.get("Lieu").uid, 2)
    service.confirm(alice, held(charlie, Edit("Lieu", "Un sirop.\n", 3)))
    assert save(charlie, Edit("Lieu", "Un vin.\n", 4)).is_new


def test_visitors_wait_too_and_other_acts_are_refused_with_a_sentence(charlie: Actor) -> None:
    alice = people.make("alice")
    page = save(alice, Edit("Lieu", "Un café.\n\nUn four.\n", 1)).page
    for done in (
        lambda: rename(charlie, page.uid, "Ailleurs"),
        lambda: undo(charlie, page.uid, 2),
        lambda: restore(charlie, page.uid, 1),
    ):
        with pytest.raises(Refused) as kept:
            done()
        assert kept.value.code == "newcomer_waits"
    change_settings(alice, {"editing": "anyone"})
    uid = held(VISITOR, Edit("Lieu", "Un thé.\n", 2))
    saved = service.confirm(alice, uid)
    assert saved is not None
    assert saved.revision.author_id is None
    for number in range(MOST_OF_PLACE):
        with clock.stopped_at(clock.now() + timedelta(minutes=number)):
            held(VISITOR, Edit(f"D’un visiteur {number}", "Un.\n", 0, place="192.0.2.1"))
    with pytest.raises(TooOften):
        save(VISITOR, Edit("Une de trop", "Un.\n", 0, place="192.0.2.1"))
    for number in range(MOST):
        held(charlie, Edit(f"Neuve {number}", "Un.\n", 0))
    with pytest.raises(Invalid) as refused:
        save(charlie, Edit("Une de trop", "Un.\n", 0))
    assert refused.value.code == "pending_too_many"


def test_what_is_erased_does_not_come_back_with_what_waits(charlie: Actor) -> None:
    alice = people.make("alice")
    change_settings(alice, {"newcomer_review": "20"})
    number, other = "+33557000000", "+33556111111"
    save(alice, Edit("Quai", "Un quai.\n\nJeanne, au 12.\n", 0, sheet=place(phone=number)))
    sent = {
        "sheet": Edit("Quai", None, 1, sheet=place(phone=number, status="closed")),
        "both": Edit("Quai", None, 1, sheet=place(phone=other, status="closed")),
        "text": Edit("Quai", "Un grand quai.\n\nJeanne, au 12.\n", 1),
        "gone": Edit("Quai", "Un quai.\n\nJeanne, au 12 bis.\n", 1),
    }
    uids = {name: held(charlie, edit) for name, edit in sent.items()}
    page = save(alice, Edit("Quai", "Un quai.\n\n", 1, sheet=place())).page
    redact(alice, page.uid, 1, 1, "La loi", fields=["phone"])
    release_reading()
    everything = str(reading().execute(sa.text("SELECT body, infobox FROM wiki_pending")).all())
    assert not [one for one in (number, other, "Jeanne") if one in everything]
    assert state(uids["gone"]) == REFUSED  # nothing is left of it
    for name in ("sheet", "both", "text"):
        service.confirm(alice, uids[name])
    page = pages.get("Quai")
    assert pages.body(page) == "Un grand quai.\n\n"
    values = pages.head(page).sheet.values
    assert (values["status"], "phone" in values) == ("closed", False)


def test_what_was_erased_before_is_refused(charlie: Actor) -> None:
    """One that was kept with values that its base says no more: a copy that came back."""
    alice = people.make("alice")
    change_settings(alice, {"newcomer_review": "20"})
    save(alice, Edit("Quai", "Un.\n", 0, sheet=place(phone="+33557000000")))
    uid = held(charlie, Edit("Quai", None, 1, sheet=place(phone="+33557000000", status="closed")))
    said = reading().scalars(sa.select(Pending.infobox)).one()
    page = save(alice, Edit("Quai", None, 1, sheet=place())).page
    redact(alice, page.uid, 1, 1, "La loi", has_text=False, fields=["phone"])
    with act() as session:
        session.execute(sa.update(Pending).values(infobox=said, base=1))
    with pytest.raises(Erased):
        service.confirm(alice, uid)


def test_its_author_takes_it_back_whatever_became_of_the_page(charlie: Actor) -> None:
    alice = people.make("alice")
    one, other = (held(charlie, Edit("Lieu", f"Un {word}.\n", 1)) for word in ("thé", "vin"))
    page = rename(alice, pages.get("Lieu").uid, "Le four")
    service.refuse(alice, one, "Non", told)
    kept = draft(charlie.member_id, "Le four")
    assert kept
    assert kept.body == "Un thé.\n"
    delete(alice, pages.get("Le four").uid)
    found = queries.of_member(charlie.member_id or 0)
    assert [(row.edit.uid, row.title) for row in found] == [(other, page.title), (one, page.title)]
    with pytest.raises(Missing):
        queries.seen(alice, other)
    assert texts(queries.seen(charlie, other)) == (None, "Un vin.\n", False)
    assert service.withdraw(charlie, other) == "Le four"


def test_it_is_given_and_erased_with_the_account(charlie: Actor) -> None:
    alice = people.make("alice")
    hidden = {"year": 2024, "indicator": "visits", "source": "Comptage", "value": 3}
    hidden |= {"visibility": "stewards"}
    save(alice, Edit("Quai", "Un.\n", 0, sheet=place(metrics=[hidden])))
    held(charlie, Edit("Quai", None, 1, sheet=place(metrics=[hidden], status="closed")))
    uid = held(charlie, Edit("Lieu", "Un thé secret.\n", 1))
    service.confirm(people.make("bob", Role.MEMBER), uid)
    sheet, text = data_of(charlie)["pages"]["pending"]
    assert text["body"] == "Un thé secret.\n"
    assert sheet["infobox"]["values"]["status"] == "closed"
    assert "metrics" not in sheet["infobox"]["values"]
    erase_member(alice, member(charlie.member_id or 0).uid)
    assert queries.waiting_number() == 0
