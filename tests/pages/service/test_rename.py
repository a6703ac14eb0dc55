"""Renaming a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.drafts import draft
from wiki.pages.service.drafts import keep_draft
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def test_the_old_title_leads_to_the_page(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    revision = rename(people.make("charlie"), page.uid, "Le Comptoir", "Nom officiel")
    assert (revision.number, revision.title, revision.action) == (2, "Le Comptoir", "renamed")
    found = queries.redirect_of("lieu")
    assert found is not None
    assert found[1].title == "Le Comptoir"
    assert queries.find("Lieu") is None


def test_it_changes_the_case_of_a_title_without_a_redirect(write: Write) -> None:
    page = write("lieu", "Un café.\n")
    rename(people.make("charlie"), page.uid, "Lieu")
    assert queries.get("LIEU").title == "Lieu"
    assert queries.redirect_of("lieu") is None


def test_it_may_take_its_old_title_back(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    charlie = people.make("charlie")
    rename(charlie, page.uid, "Le Comptoir")
    rename(charlie, page.uid, "Lieu")
    assert queries.get("Lieu").head == 3
    assert queries.redirect_of("Lieu") is None


def test_what_was_being_written_is_saved_under_the_new_title(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    alice = people.make("alice")
    keep_draft(alice, "Lieu", body="Un thé.\n", base=1)
    rename(people.make("charlie"), page.uid, "Le Comptoir")
    kept = draft(alice.member_id, "Le Comptoir")
    assert kept is not None
    assert kept.body == "Un thé.\n"
    keep_draft(alice, "Lieu", body="Un thé et un café.\n", base=1)
    assert draft(alice.member_id, "Lieu") is None
    saved = save(alice, Edit("Lieu", "Un thé et un café.\n", 1))
    assert (saved.page.uid, saved.revision.title) == (page.uid, "Le Comptoir")
    assert draft(alice.member_id, "Le Comptoir") is None


def test_a_draft_leaves_the_one_that_the_new_title_has(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    alice = people.make("alice")
    for title in ("Lieu", "Le Comptoir"):
        keep_draft(alice, title, body=title, base=0)
    rename(people.make("charlie"), page.uid, "Le Comptoir")
    kept = draft(alice.member_id, "Le Comptoir")
    assert kept is not None
    assert kept.body == "Le Comptoir"


def test_it_refuses_the_title_of_another_page(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    write("Le Comptoir", "Un autre.\n")
    with pytest.raises(Conflict, match="title_taken"):
        rename(people.make("charlie"), page.uid, "le comptoir")


def test_it_refuses_a_title_that_leads_to_another_page(write: Write) -> None:
    charlie = people.make("charlie")
    rename(charlie, write("Lieu", "Un café.\n").uid, "Le Comptoir")
    page = write("Atelier", "Un atelier.\n")
    with pytest.raises(Conflict, match="title_redirects"):
        rename(charlie, page.uid, "Lieu")


def test_it_refuses_the_title_that_the_page_has(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Invalid, match="title_unchanged"):
        rename(people.make("charlie"), page.uid, "Lieu")


def test_it_refuses_a_reader(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Refused, match="members_only"):
        rename(people.make("dora"), page.uid, "Le Comptoir")
