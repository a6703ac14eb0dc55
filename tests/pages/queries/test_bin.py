"""What is read of the bin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.journal.service import record
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Actor, Role
from wiki.pages.models import Page
from wiki.pages.queries.bin import in_bin, thrown, thrown_at
from wiki.pages.service.bin import bring_back, delete

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def note(actor: Actor, uid: str) -> None:
    with act():
        record(actor, "page_reviewed", "page", uid)


def test_the_last_thrown_is_first_and_each_finds_their_own(write: Write) -> None:
    bob, eric = people.make("bob"), people.make("eric", Role.STEWARD)
    for title, actor in (("Un", bob), ("Deux", eric), ("Trois", SYSTEM)):
        delete(actor, write(title, "Un café.\n").uid)
    assert [(one.title, one.by) for one in in_bin(9)] == [
        ("Trois", None),
        ("Deux", "eric"),
        ("Un", "bob"),
    ]
    assert [one.title for one in in_bin(1)] == ["Trois"]
    assert [one.title for one in in_bin(9, eric.member_id)] == ["Deux"]


def test_a_title_names_the_last_page_that_had_it(write: Write) -> None:
    bob = people.make("bob")
    delete(bob, write("Lieu", "Un café.\n").uid)
    second = write("Lieu", "Un thé.\n")
    assert thrown(second.uid) is None
    delete(bob, second.uid)
    found = thrown_at("LIEU")
    assert found is not None
    assert found.uid == second.uid
    assert found == thrown(second.uid)
    assert thrown_at("Ailleurs") is None


def test_it_says_who_threw_it_last(write: Write) -> None:
    page, eric = write("Lieu", "Un café.\n"), people.make("eric", Role.STEWARD)
    delete(people.make("bob"), page.uid)
    bring_back(people.make("bob"), page.uid)
    delete(eric, page.uid)
    found = thrown(page.uid)
    assert found is not None
    assert (found.by_id, found.by, found.is_moderated) == (eric.member_id, "eric", False)


def test_it_says_whether_moderators_did_something_since(write: Write) -> None:
    page, eric = write("Lieu", "Un café.\n"), people.make("eric", Role.STEWARD)
    note(people.make("bob"), page.uid)  # before
    delete(eric, page.uid)
    for other in (people.make("charlie"), eric, SYSTEM):
        note(other, page.uid)
    note(people.make("bob"), write("Autre", "Un thé.\n").uid)
    assert [one.is_moderated for one in in_bin(9, eric.member_id)] == [False]
    note(people.make("bob"), page.uid)
    assert [one.is_moderated for one in in_bin(9)] == [True]
    assert in_bin(9, eric.member_id) == []
