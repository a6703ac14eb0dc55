"""The bin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import people
from wiki.journal.queries import entries
from wiki.journal.service import record
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.kernel.permissions import Grant, Role
from wiki.pages.models import Link, Page, Redirect
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def test_a_page_in_the_bin_frees_its_title_and_keeps_its_history(write: Write) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    delete(people.make("bob"), page.uid, "Doublon")
    assert queries.find("Lieu") is None
    assert queries.revision(queries.by_uid(page.uid), 2).number == 2
    assert write("Lieu", "Un autre.\n").uid != page.uid


def test_it_comes_back_with_its_links(write: Write) -> None:
    page = write("Lieu", "Voir [[Atelier]].\n")
    bob = people.make("bob")
    delete(bob, page.uid)
    assert reading().get(Link, (page.id, "atelier")) is None
    bring_back(bob, page.uid)
    assert queries.get("Lieu").uid == page.uid
    assert reading().get(Link, (page.id, "atelier")) is not None


def test_it_comes_back_under_another_title_when_its_own_is_used(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    bob = people.make("bob")
    delete(bob, page.uid)
    write("Lieu", "Un autre.\n")
    with pytest.raises(Conflict, match="title_taken"):
        bring_back(bob, page.uid)
    assert bring_back(bob, page.uid, "Lieu d’avant").head == 2


@pytest.mark.parametrize(("title", "number"), [("Lieu", 1), ("Le Comptoir", 2)])
def test_coming_back_is_one_line_of_the_journal(write: Write, title: str, number: int) -> None:
    page = write("Lieu", "Un café.\n")
    bob = people.make("bob")
    delete(bob, page.uid)
    before = entries().rows[0].seq
    bring_back(bob, page.uid, title)
    newest, last, *_ = entries().rows
    assert (newest.action, newest.detail["title"], last.seq) == ("page_restored", title, before)
    assert queries.get(title).head == number
    if number == 2:
        assert queries.head(queries.get(title)).seq == newest.seq


def test_it_does_not_take_a_title_that_leads_elsewhere_meanwhile(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    alice = people.make("alice")
    delete(alice, page.uid)
    rename(alice, write("Lieu", "Un autre.\n").uid, "Le Comptoir")
    with pytest.raises(Conflict, match="title_redirects"):
        bring_back(alice, page.uid)
    assert queries.led_to("Lieu") == queries.get("Le Comptoir")


def test_it_comes_back_under_an_old_title_of_its_own(write: Write) -> None:
    page = write("Ancien", "Un café.\n")
    alice = people.make("alice")
    rename(alice, page.uid, "Lieu")
    delete(alice, page.uid)
    bring_back(alice, page.uid, "Ancien")
    assert queries.get("Ancien").uid == page.uid
    assert reading().get(Redirect, "ancien") is None


def test_an_old_title_that_is_another_page_by_now_leads_to_it_no_more(write: Write) -> None:
    page = write("Ancien", "Un café.\n")
    alice = people.make("alice")
    rename(alice, page.uid, "Lieu")
    delete(alice, page.uid)
    write("Ancien", "Un autre.\n")
    bring_back(alice, page.uid)
    assert list(queries.redirects_to(queries.get("Lieu").id)) == []


def test_it_refuses_a_page_that_is_there_already(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    bob = people.make("bob")
    delete(bob, page.uid)
    with pytest.raises(Missing, match="page_deleted"):
        delete(bob, page.uid)


def test_it_refuses_a_member(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Refused, match="stewards_only"):
        delete(people.make("charlie"), page.uid)


def test_it_refuses_a_member_who_takes_a_page_out(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    delete(people.make("bob"), page.uid)
    with pytest.raises(Refused, match="moderators_only"):
        bring_back(people.make("charlie"), page.uid)


def test_who_put_a_page_there_takes_it_back(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    eric = people.make("eric", Role.STEWARD)
    delete(eric, page.uid)
    assert bring_back(eric, page.uid).deleted_at is None
    delete(people.make("bob"), page.uid)  # by now it is another one's act
    with pytest.raises(Refused, match="moderators_only"):
        bring_back(eric, page.uid)


def test_what_the_moderation_did_something_about_since_is_theirs_to_take_back(
    write: Write,
) -> None:
    page = write("Lieu", "Un café.\n")
    eric, bob = people.make("eric", Role.STEWARD), people.make("bob")
    delete(eric, page.uid)
    with act():
        record(bob, "report_acted", "page", page.uid, title="Lieu")
    with pytest.raises(Refused, match="moderators_only"):
        bring_back(eric, page.uid)
    bring_back(bob, page.uid)
    delete(eric, page.uid)  # what was done before is about another time
    assert bring_back(eric, page.uid).deleted_at is None


def test_a_page_that_is_back_already_is_given_as_it_is(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    eric = people.make("eric", Role.STEWARD)
    delete(eric, page.uid)
    bring_back(eric, page.uid)
    newest = entries().rows[0].seq
    assert bring_back(eric, page.uid, "Autre titre").title == "Lieu"
    assert entries().rows[0].seq == newest


def test_who_may_delete_no_more_takes_nothing_back(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    eric = people.make("eric", Role.STEWARD)
    delete(eric, page.uid)
    with pytest.raises(Refused, match="stewards_only"):
        bring_back(replace(eric, grants=(Grant(Role.MEMBER),)), page.uid)


def test_an_act_inside_an_act_is_refused(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    bob = people.make("bob")
    with act(), pytest.raises(RuntimeError, match="own transaction"):
        delete(bob, page.uid)
