"""Undoing one revision, taking an old one again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import EditConflict
from wiki.pages.service.turn_back import restore, undo

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]
FIRST = "Un café.\n\nOuvert le lundi.\n"
SECOND = FIRST.replace("café", "thé")
THIRD = SECOND.replace("lundi", "mardi")


def test_it_takes_one_revision_back_and_keeps_the_later_ones(write: Write) -> None:
    page = write("Lieu", FIRST, SECOND, THIRD)
    saved = undo(people.make("charlie"), page.uid, 2, "Erreur")
    assert queries.body(saved.page) == FIRST.replace("lundi", "mardi")
    assert (saved.revision.number, saved.revision.action) == (4, "undone")


def test_it_refuses_when_later_edits_touch_the_same_passage(write: Write) -> None:
    page = write("Lieu", FIRST, SECOND, SECOND.replace("thé", "maté"))
    with pytest.raises(EditConflict):
        undo(people.make("charlie"), page.uid, 2)
    assert queries.get("Lieu").head == 3


def test_it_refuses_to_undo_the_first_revision(write: Write) -> None:
    page = write("Lieu", FIRST)
    with pytest.raises(Invalid, match="nothing_to_undo"):
        undo(people.make("charlie"), page.uid, 1)


def test_it_takes_an_old_text_again_as_a_new_revision(write: Write) -> None:
    page = write("Lieu", FIRST, SECOND, THIRD)
    saved = restore(people.make("charlie"), page.uid, 1)
    assert queries.body(saved.page) == FIRST
    assert (saved.revision.number, saved.revision.action) == (4, "restored")


def test_it_makes_no_revision_of_what_is_there(write: Write) -> None:
    page = write("Lieu", FIRST, SECOND)
    assert restore(people.make("charlie"), page.uid, 2).is_new is False


def test_it_refuses_a_revision_that_does_not_exist(write: Write) -> None:
    page = write("Lieu", FIRST)
    with pytest.raises(Missing, match="revision_missing"):
        restore(people.make("charlie"), page.uid, 7)


def test_it_refuses_a_reader(write: Write) -> None:
    page = write("Lieu", FIRST, SECOND)
    with pytest.raises(Refused, match="members_only"):
        undo(people.make("dora"), page.uid, 2)
