"""Giving a page its own licence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.journal.queries import entries
from wiki.kernel.errors import Invalid, Refused
from wiki.pages.models import Page
from wiki.pages.queries import history
from wiki.pages.queries import pages as queries
from wiki.pages.queries.integrity import problems
from wiki.pages.service.license import license_page
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def licences(page: Page) -> list[str]:
    return [line.licence for line in reversed(history.history(page).rows)]


def test_the_licence_is_kept_by_what_follows_and_not_given_to_what_came_before(
    write: Write,
) -> None:
    page = write("Lieu", "Un café.\n")
    made = license_page(people.make("bob"), page.uid, "  CC0   1.0 ", "Donné")
    assert (made.number, made.action, made.licence) == (2, "licensed", "CC0 1.0")
    assert queries.body(page) == "Un café.\n"
    save(people.make("charlie"), Edit("Lieu", "Un thé.\n", 2))
    rename(people.make("charlie"), page.uid, "Salon")
    restore(people.make("charlie"), page.uid, 1)
    assert licences(page) == ["", "CC0 1.0", "CC0 1.0", "CC0 1.0", "CC0 1.0"]


def test_the_licence_is_in_the_hash_and_the_journal(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    license_page(people.make("bob"), page.uid, "CC0 1.0")
    assert list(problems()) == []
    newest = entries().rows[0]
    assert (newest.action, newest.detail["licence"]) == ("page_licensed", "CC0 1.0")


def test_the_site_s_licence_is_the_page_s_again(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    license_page(people.make("bob"), page.uid, "Tous droits réservés")
    license_page(people.make("bob"), page.uid, "CC BY-SA 4.0")
    assert licences(page) == ["", "Tous droits réservés", ""]


@pytest.mark.parametrize("name", ["", "CC BY-SA 4.0"])
def test_refuses_the_licence_that_the_page_has(write: Write, name: str) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Invalid, match="licence_unchanged"):
        license_page(people.make("bob"), page.uid, name)


def test_refuses_a_name_that_is_too_long(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Invalid, match="licence_too_long"):
        license_page(people.make("bob"), page.uid, "x" * 201)


def test_refuses_a_frozen_page(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    protect(people.make("bob"), page.uid, "nobody")
    with pytest.raises(Refused, match="protected_nobody"):
        license_page(people.make("bob"), page.uid, "CC0 1.0")


def test_refuses_a_member(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Refused, match="moderators_only"):
        license_page(people.make("charlie"), page.uid, "CC0 1.0")
