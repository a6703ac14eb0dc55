"""Two pages of one place are made one by a person, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.sheets.places import Describe, place
from wiki.contacts.queries import of_page as contacts_of
from wiki.contacts.rules import Given
from wiki.contacts.service import Letter
from wiki.contacts.service import give as give_contact
from wiki.discussions.queries.threads import talk
from wiki.discussions.service.speak import Words, open_thread
from wiki.journal.queries import entries
from wiki.kernel.db import reading, release_reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.kernel.permissions import Actor, Role
from wiki.organisations.queries.mandates import of_page as mandates_of
from wiki.organisations.queries.related import networks_of
from wiki.organisations.service.mandates import give as give_mandate
from wiki.pages.models import Page, Redirect
from wiki.pages.queries import pages
from wiki.pages.queries.bin import in_bin
from wiki.pages.queries.joinings import joined_at, past_at
from wiki.pages.queries.links import backlinks
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore
from wiki.pages.sheets import SheetConflict
from wiki.places.models import Place
from wiki.places.queries.doubles import pairs
from wiki.places.service.join import Wanted, join, pair, part
from wiki.schema.merging import Side
from wiki.schema.sheet import Sheet


class Two(NamedTuple):
    """Two pages of one place, and a steward."""

    kept: str
    other: str
    eric: Actor

    def wanted(self, *, heading: str = "Texte de « Minute »", **choices: Side) -> Wanted:
        kept, other = pages.by_uid(self.kept), pages.by_uid(self.other)
        return Wanted(self.kept, self.other, kept.head, other.head, choices, heading)


@pytest.fixture
def two(describe: Describe, inside: Flask) -> Two:
    alice, eric = people.make("alice"), people.make("eric", Role.STEWARD)
    one = describe("Arrêt Minute", place(website="https://un.exemple.fr"))
    other = describe(
        "Minute", place(name="Arrêt Minute", phone="+33557000000", families=["fablab"])
    )
    save(alice, Edit("Arrêt Minute", "Ouvert en 2010.\n", 1))
    save(alice, Edit("Minute", "Une ligne de téléphone.\n", 1))
    return Two(one.page.uid, other.page.uid, eric)


def sheet(title: str) -> Sheet:
    release_reading()
    return pages.head(pages.get(title)).sheet


def test_one_page_is_kept_with_what_both_said_and_the_other_leads_to_it(two: Two) -> None:
    assert pairs()
    kept = join(two.eric, two.wanted(), "Les deux font un")
    head = pages.head(kept)
    assert (head.number, head.action, head.summary) == (3, "joined", "Les deux font un")
    assert head.sheet.values["phone"] == "+33557000000"
    assert head.sheet.values["website"] == "https://un.exemple.fr"
    assert head.sheet.values["families"] == ["coworking", "fablab"]
    assert pages.body(kept) == (
        "Ouvert en 2010.\n\n## Texte de « Minute »\n\nUne ligne de téléphone.\n"
    )
    assert pages.find("Minute") is None
    assert pages.page_at("Minute").uid == two.kept
    assert in_bin(10) == []
    assert pairs() == []
    assert reading().scalars(sa.select(Place.page_id)).all() == [kept.id]
    said = entries().rows[0]
    assert (said.action, said.detail["other"]) == ("page_joined", "Minute")


def test_both_histories_are_kept_and_read(two: Two) -> None:
    join(two.eric, two.wanted(), "")
    page = past_at("Minute")
    assert (page.uid, page.head) == (two.other, 2)
    assert pages.text_at(page, 2) == "Une ligne de téléphone.\n"
    assert pages.text_at(pages.get("Arrêt Minute"), 2) == "Ouvert en 2010.\n"
    with pytest.raises(Conflict, match="page_is_joined"):
        restore(people.make("alice"), two.other, 1)
    with pytest.raises(Conflict, match="page_is_joined"):
        bring_back(people.make("alice"), two.other)


def test_what_named_the_other_follows_and_comes_back(two: Two, describe: Describe) -> None:
    alice = people.make("alice")
    save(alice, Edit("Voir", "Aller à [[Minute]].\n", 0))
    network = Sheet(
        "network", {"name": "Réseau", "members": [{"place": "Minute", "status": "member"}]}
    )
    describe("Réseau", network)
    rename(alice, two.other, "Minute papillon")
    rename(alice, two.other, "Minute")
    give_mandate(alice, two.other, "eric", "2026-01-01")
    give_contact(
        alice,
        two.other,
        Given("Jo", "accueil", "jo@exemple.fr", "", "form", "2026-01-01", "Oui", False, True),
        "Oui",
        lambda _contact: Letter("Bonjour", "…"),
    )
    open_thread(alice, "page", two.other, "Horaires", Words("À vérifier ?"))
    kept = join(two.eric, two.wanted(), "")
    other = past_at("Minute")

    def led() -> tuple[object, ...]:
        release_reading()
        found = pages.get("Arrêt Minute")
        said = talk("page", found.uid)
        return (
            [one.title for one in backlinks(found).rows],
            [one.title for one in networks_of(found.id)],
            len(mandates_of(found.id)),
            len(contacts_of(found.id)),
            said.threads if said else 0,
            pages.page_at("Minute papillon").title,
        )

    assert led() == (["Voir"], ["Réseau"], 1, 1, 1, "Arrêt Minute")
    found = joined_at("Minute")
    assert found is not None
    part(two.eric, found.uid, "")
    assert led() == ([], [], 0, 0, 0, "Minute")
    assert len(mandates_of(other.id)) == len(contacts_of(other.id)) == 1
    assert kept.uid == two.kept


def test_both_are_as_before_when_they_are_taken_apart(two: Two) -> None:
    before = sheet("Arrêt Minute"), sheet("Minute")
    join(two.eric, two.wanted(), "")
    found = joined_at("Minute")
    assert found is not None
    part(two.eric, found.uid, "Deux, en fait")
    assert (sheet("Arrêt Minute"), sheet("Minute")) == before
    assert pages.body(pages.get("Arrêt Minute")) == "Ouvert en 2010.\n"
    assert pages.get("Minute").head == 2
    assert reading().scalars(sa.select(Redirect.title)).all() == []
    assert joined_at("Minute") is None
    assert entries().rows[0].action == "page_parted"
    assert pairs()
    with pytest.raises(Missing, match="joining_missing"):
        part(two.eric, found.uid, "")


def test_what_was_written_since_stays_when_they_are_taken_apart(
    two: Two, describe: Describe
) -> None:
    join(two.eric, two.wanted(), "")
    now = sheet("Arrêt Minute")
    describe("Arrêt Minute", Sheet("place", {**now.values, "tagline": "Depuis 2010"}))
    found = joined_at("Minute")
    assert found is not None
    part(two.eric, found.uid, "")
    assert sheet("Arrêt Minute").values["tagline"] == "Depuis 2010"
    assert "phone" not in sheet("Arrêt Minute").values


def test_refuses_to_take_apart_what_has_changed_at_the_same_spots_but_as_it_is(
    two: Two, describe: Describe
) -> None:
    join(two.eric, two.wanted(), "")
    now = sheet("Arrêt Minute")
    describe("Arrêt Minute", Sheet("place", {**now.values, "phone": "+33557111111"}))
    found = joined_at("Minute")
    assert found is not None
    with pytest.raises(Conflict, match="joining_changed"):
        part(two.eric, found.uid, "")
    assert pages.find("Minute") is None
    part(two.eric, found.uid, "", leaves=True)
    assert sheet("Arrêt Minute").values["phone"] == "+33557111111"
    assert sheet("Minute").values["phone"] == "+33557000000"


def test_what_the_kept_one_says_since_the_form_is_merged_or_told(
    two: Two, describe: Describe
) -> None:
    wanted = two.wanted()
    describe("Arrêt Minute", place(website="https://un.exemple.fr", tagline="Depuis"))
    join(two.eric, wanted, "")
    assert sheet("Arrêt Minute").values["tagline"] == "Depuis"
    assert sheet("Arrêt Minute").values["phone"] == "+33557000000"


def test_refuses_when_somebody_said_otherwise_meanwhile(two: Two, describe: Describe) -> None:
    wanted = two.wanted()
    describe("Arrêt Minute", place(website="https://un.exemple.fr", phone="+33557222222"))
    with pytest.raises(SheetConflict):
        join(two.eric, wanted, "")
    release_reading()
    wanted = two.wanted()
    save(people.make("alice"), Edit("Minute", "Autre chose.\n", 2))
    with pytest.raises(Conflict, match="joining_moved"):
        join(two.eric, wanted, "")
    assert pages.get("Minute").head == 3


def test_refuses_the_other_title_when_a_page_took_it(two: Two) -> None:
    join(two.eric, two.wanted(), "")
    found = joined_at("Minute")
    assert found is not None
    rename(people.make("alice"), two.kept, "Minute")
    with pytest.raises(Conflict, match="title_taken"):
        part(two.eric, found.uid, "")


Refusal = Callable[[Two], object]


@pytest.mark.parametrize(
    ("asked", "error", "code"),
    [
        (lambda two: pair(people.make("charlie"), two.kept, two.other), Refused, "stewards_only"),
        (lambda two: pair(two.eric, two.kept, two.kept), Invalid, "joining_one"),
        (lambda two: pair(two.eric, two.kept, "nulle part\0"), Missing, "page_missing"),
        (lambda two: part(people.make("charlie"), "x", ""), Refused, "stewards_only"),
        (lambda two: part(two.eric, "\0", ""), Missing, "joining_missing"),
        (
            lambda two: join(two.eric, two.wanted()._replace(kept_base=0), ""),
            Invalid,
            "base_unknown",
        ),
    ],
)
def test_refuses(two: Two, asked: Refusal, error: type[Exception], code: str) -> None:
    with pytest.raises(error, match=code):
        asked(two)


def test_refuses_what_is_no_place_and_what_is_in_the_bin(two: Two) -> None:
    alice = people.make("alice")
    text = save(alice, Edit("Un texte", "Rien.\n", 0)).page.uid
    with pytest.raises(Invalid, match="joining_kind"):
        pair(two.eric, two.kept, text)
    delete(alice, two.other)
    with pytest.raises(Missing, match="page_deleted"):
        pair(two.eric, two.kept, two.other)
    assert reading().get(Page, 1) is not None
