"""Protecting a page, reserving a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.kernel.errors import Refused
from wiki.pages.models import Page
from wiki.pages.service.protect import lock_title, protect
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def test_a_protected_page_is_edited_by_moderators_alone(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    protect(people.make("bob"), page.uid, "moderators")
    with pytest.raises(Refused, match="protected_moderators"):
        save(people.make("charlie"), Edit("Lieu", "Un thé.\n", 1))
    assert save(people.make("bob"), Edit("Lieu", "Un thé.\n", 1)).page.head == 2


def test_a_frozen_page_is_edited_by_nobody_until_it_is_opened(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    protect(people.make("bob"), page.uid, "nobody")
    with pytest.raises(Refused, match="protected_nobody"):
        save(people.make("alice"), Edit("Lieu", "Un thé.\n", 1))
    protect(people.make("bob"), page.uid, "members")
    assert save(people.make("charlie"), Edit("Lieu", "Un thé.\n", 1)).page.head == 2


def test_a_reserved_title_is_created_by_moderators_alone() -> None:
    lock_title(people.make("bob"), "Charte", "moderators")
    with pytest.raises(Refused, match="title_locked"):
        save(people.make("charlie"), Edit("Charte", "Article 1.\n", 0))
    assert save(people.make("bob"), Edit("Charte", "Article 1.\n", 0)).page.head == 1


def test_a_title_is_opened_again() -> None:
    lock_title(people.make("bob"), "Charte", "moderators")
    lock_title(people.make("bob"), "Charte", "members")
    assert save(people.make("charlie"), Edit("Charte", "Article 1.\n", 0)).page.head == 1


def test_it_refuses_a_member(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Refused, match="moderators_only"):
        protect(people.make("charlie"), page.uid, "nobody")
