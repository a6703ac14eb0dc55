"""Fields of a sheet, filled by several: each value is whole, the second of two waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.sheets.places import place
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Refused, TooMuch
from wiki.kernel.permissions import Actor
from wiki.live.queries import Value, filled_by
from wiki.live.service import anew, upkeep, values
from wiki.live.service.personal import PERSONAL
from wiki.live.service.values import Place, Who
from wiki.pages.credits import SHEET, Taken
from wiki.pages.models import Rendering
from wiki.pages.queries import history, pages
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save
from wiki.pages.service.sheets import sheet_at
from wiki.site.service import change_settings

TAGLINE = "tagline"


@pytest.fixture
def uid(inside: Flask) -> str:
    """A page with the sheet of a place, by alice."""
    return save(people.make("alice"), Edit("Lieu", "", 0, sheet=place())).page.uid


class Filling:
    """Somebody who fills the form of the sheet."""

    def __init__(self, uid: str, actor: Actor, client: str = "") -> None:
        self.who = Who(actor, client or f"window-of-{actor.name}")
        self.uid = uid

    def give(self, text: str, after: int = 0, field: str = TAGLINE) -> None:
        place = Place(self.uid, "place", field)
        values.give(self.who, place, [[f"field-{field}", text]], after)

    def choose(self, number: int, *shown: int) -> None:
        values.choose(self.who, Place(self.uid, "place", TAGLINE), number, shown)

    def sees(self) -> list[Value]:
        release_reading()
        return list(values.seen(self.who.actor, self.uid, "place").values)

    def reads(self) -> dict[str, list[str]]:
        """What is in all forms, and what is held."""
        found: dict[str, list[str]] = {"": [], "held": []}
        for one in self.sees():
            found["held" if one.is_held else ""].append(one.texts.split('"')[3])
        return found

    def last(self) -> int:
        release_reading()
        return values.seen(self.who.actor, self.uid, "place").last


@pytest.fixture
def two(uid: str) -> tuple[Filling, Filling]:
    """Alice and bob, before the same form."""
    return Filling(uid, people.make("alice")), Filling(uid, people.make("bob"))


def test_a_value_is_there_for_all_and_follows_what_its_giver_saw(
    two: tuple[Filling, Filling],
) -> None:
    alice, bob = two
    alice.give("Un tiers-lieu")
    assert bob.reads() == {"": ["Un tiers-lieu"], "held": []}
    bob.give("Une fabrique", bob.last())
    bob.give("Une fabrique")  # sent twice
    bob.give("Une grande fabrique")
    assert alice.reads() == {"": ["Une grande fabrique"], "held": []}


def test_the_second_of_two_is_held_until_somebody_chooses(two: tuple[Filling, Filling]) -> None:
    alice, bob = two
    alice.give("Un tiers-lieu")
    bob.give("Une fabrique")
    bob.give("Une fabrique de tout")
    assert alice.reads() == {"": ["Un tiers-lieu"], "held": ["Une fabrique de tout"]}
    first, second = alice.sees()
    alice.choose(second.v, first.v, second.v)
    assert bob.reads() == {"": ["Une fabrique de tout"], "held": []}
    assert bob.sees()[0].by == "bob"
    with pytest.raises(Exception, match="live_value_gone"):
        bob.choose(first.v, first.v)
    # None of those that one was shown; another that came meanwhile stays.
    alice.give("Un lieu")
    held = [one.v for one in alice.sees() if one.is_held]
    bob.choose(0, *held)
    assert bob.reads() == {"": ["Une fabrique de tout"], "held": []}


def test_a_save_takes_what_its_form_showed_and_names_who_gave_it(
    two: tuple[Filling, Filling], uid: str
) -> None:
    alice, bob = two
    bob.give("Une fabrique")
    name = f"1:{alice.last()}"
    bob.give("après", field="name")
    edit = Edit("Lieu", "", 1, sheet=place(tagline="Une fabrique"))
    save(alice.who.actor, Edit(**vars_of(edit), shared=Taken(name, "", SHEET)))
    assert [(one.field) for one in alice.sees()] == ["name"], "given after the form was sent"
    line = history.line(pages.by_uid(uid), 2)
    assert line is not None
    assert [one.name for one in line.co_authors] == ["bob"]


def test_a_save_takes_nothing_that_its_form_did_not_show(
    two: tuple[Filling, Filling], uid: str
) -> None:
    """What its sender may not see, and what was given of another kind, still waits."""
    alice, bob = two
    change_settings(alice.who.actor, {"editing": "anyone"})
    bob.give("2030-01-01", field="lease_end")
    values.give(bob.who, Place(uid, "organisation", "name"), [["field-name", "Autre"]], 0)
    visitor = Actor()
    seen = values.seen(visitor, uid, "place")
    assert not seen.values
    shared = Taken(f"{seen.epoch}:{seen.last}", "", SHEET)
    edit = Edit("Lieu", "", 1, sheet=place(tagline="Une fabrique"))
    save(visitor, Edit(**vars_of(edit), shared=shared))
    assert [one.field for one in alice.sees()] == ["lease_end"]
    assert len(values.seen(alice.who.actor, uid, "organisation").values) == 1
    line = history.line(pages.by_uid(uid), 2)
    assert line is not None
    assert not line.co_authors


def test_what_came_while_somebody_chose_waits_for_a_choice_too(
    two: tuple[Filling, Filling], uid: str
) -> None:
    alice, bob = two
    alice.give("Un tiers-lieu")
    bob.give("Une fabrique")
    first, second = alice.sees()
    Filling(uid, people.make("charlie")).give("Un quai", first.v)
    alice.choose(second.v, first.v, second.v)
    assert alice.reads() == {"": ["Une fabrique"], "held": ["Un quai"]}
    assert [one.by for one in bob.sees() if one.is_held] == ["charlie"]


def test_every_sign_that_a_database_holds_may_be_given(two: tuple[Filling, Filling]) -> None:
    alice, bob = two
    alice.give(r"\u0000")
    assert len(bob.sees()) == 1


def vars_of(edit: Edit) -> dict[str, Any]:
    return {name: getattr(edit, name) for name in ("title", "body", "base", "sheet")}


def test_what_may_not_be_given_is_refused(
    two: tuple[Filling, Filling], uid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = two
    for texts in ([["field-name", "x"]], [["not_concerned", "name"]], [["field-tagline", "\0"]]):
        with pytest.raises(Invalid):
            values.give(alice.who, Place(uid, "place", TAGLINE), texts, 0)
    with pytest.raises(Invalid):
        alice.give("x", field="nothing")
    with pytest.raises(TooMuch):
        alice.give("x" * values.LONGEST)
    alice.give("Un tiers-lieu")
    monkeypatch.setattr(values, "MOST_HELD", 1)
    Filling(uid, people.make("charlie")).give("Un quai")
    with pytest.raises(TooMuch):
        bob.give("de trop")
    protect(alice.who.actor, uid, "moderators")
    with pytest.raises(Refused):
        Filling(uid, people.make("charlie")).give("trop tard")


def test_a_field_is_told_to_those_alone_who_see_it_whole(uid: str) -> None:
    """Some rows of the figures are for some alone: they wait for the save."""
    visitor, member = (
        values.fields_given(one, uid, "place") for one in (Actor(), people.make("bob"))
    )
    assert "lease_end" in member - visitor
    assert not {"metrics", "amounts"} & member


def test_it_goes_with_its_page_and_its_giver(two: tuple[Filling, Filling], uid: str) -> None:
    alice, bob = two
    bob.give("Une fabrique")
    member = bob.who.actor.member_id
    assert member is not None
    assert PERSONAL.of(member)["values"][0]["texts"] == '[["field-tagline","Une fabrique"]]'
    delete(alice.who.actor, uid)
    bring_back(alice.who.actor, uid)
    assert alice.reads()[""] == ["Une fabrique"]
    with act():
        PERSONAL.erase(member)
    assert not alice.sees()
    alice.give("Un secret")
    with act():
        anew.erase(pages.by_uid(uid))
    assert not alice.sees()


# -- Left alone


def left(**later: float) -> None:
    release_reading()
    with clock.stopped_at(clock.now() + timedelta(**later)):
        upkeep.look()
    release_reading()


def stamp(uid: str) -> int | None:
    release_reading()
    page_id = pages.by_uid(uid).id
    return reading().scalar(sa.select(Rendering.stamp).where(Rendering.page_id == page_id))


def said(uid: str) -> dict[str, Any]:
    page = pages.by_uid(uid)
    return dict(sheet_at(page, page.head).values)


def test_what_is_left_for_a_day_becomes_a_marked_revision(
    two: tuple[Filling, Filling], uid: str
) -> None:
    alice, bob = two
    bob.give("Une fabrique")
    bob.give("2014-04-07", field="opened_on")
    alice.give("Le Lieu", field="name")
    left(hours=23)
    assert pages.by_uid(uid).head == 1
    left(hours=25)
    assert said(uid) == place(tagline="Une fabrique", opened_on="2014-04-07", name="Le Lieu").values
    line = history.line(pages.by_uid(uid), 2)
    assert line is not None
    assert (line.author_name, [one.name for one in line.co_authors]) == ("bob", ["alice"])
    assert "unattended" in line.tag_codes
    assert not alice.sees()
    left(days=3)
    assert pages.by_uid(uid).head == 2


def test_what_a_person_has_to_look_at_waits_for_one(two: tuple[Filling, Filling], uid: str) -> None:
    """Two values, one that cannot be kept, one older than what the page says now."""
    alice, bob = two
    alice.give("Un tiers-lieu")
    bob.give("Une fabrique")
    bob.give("un jour", field="opened_on")
    bob.give("Ancien nom", field="name")
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        save(people.make("charlie"), Edit("Lieu", None, 1, sheet=place(name="Nouveau nom")))
        bob.give("https://exemple.fr", field="website")
    left(days=2)
    assert said(uid) == place(name="Nouveau nom", website="https://exemple.fr").values
    assert {one.field for one in alice.sees()} == {TAGLINE, "opened_on", "name"}
    line = history.line(pages.by_uid(uid), 3)
    assert line is not None
    assert (line.author_name, line.co_authors) == ("bob", ())


def test_it_is_saved_by_one_who_still_may_or_waits(two: tuple[Filling, Filling], uid: str) -> None:
    alice, bob = two
    charlie = Filling(uid, people.make("charlie"))
    charlie.give("Un tiers-lieu")
    protect(alice.who.actor, uid, "moderators")
    left(days=2)
    assert pages.by_uid(uid).head == 1
    assert bob.reads() == {"": ["Un tiers-lieu"], "held": []}
    bob.give("Le Lieu", field="name")
    left(days=4)
    line = history.line(pages.by_uid(uid), 2)
    assert line is not None
    assert (line.author_name, [one.name for one in line.co_authors]) == ("bob", ["charlie"])


def test_readers_are_told_who_fills_the_sheet(two: tuple[Filling, Filling], uid: str) -> None:
    alice, bob = two
    before = stamp(uid)
    bob.give("Une fabrique")
    assert filled_by(uid) == ("bob",)
    moved = stamp(uid)
    assert moved != before
    bob.give("Une grande fabrique")
    assert stamp(uid) == moved, "the same people: nothing else to tell"
    alice.choose(0, bob.last())
    assert filled_by(uid) == ()
    assert stamp(uid) != moved
