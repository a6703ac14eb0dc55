"""Tags put with a revision, and by moderators later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import people
from tests.pages.queries.conftest import START
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Page
from wiki.pages.queries.changes import ChangeFilter, recent_changes
from wiki.pages.queries.history import line
from wiki.pages.service.past import PastRevision, record_history
from wiki.pages.service.save import Edit, save
from wiki.pages.service.tagging import tag, untag
from wiki.pages.service.turn_back import restore, undo

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def tags(page: Page, number: int) -> list[str]:
    """The tags of a revision, as they are now."""
    release_reading()
    found = line(page, number)
    assert found is not None
    return found.tag_codes


def test_going_back_is_tagged(write: Write) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    undo(people.make("bob"), page.uid, 2)
    restore(people.make("bob"), page.uid, 2)
    assert [tags(page, number) for number in (1, 2, 3, 4)] == [[], [], ["undone"], ["restored"]]


def test_a_merge_is_tagged(write: Write) -> None:
    page = write("Lieu", "Un café.\n\nUn thé.\n", "Un café noir.\n\nUn thé.\n")
    save(people.make("bob"), Edit("Lieu", "Un café.\n\nUn thé vert.\n", 1))
    assert tags(page, 3) == ["merged"]


def test_a_site_is_new_once(write: Write) -> None:
    link = "[ici](https://exemple.fr/a)\n"
    page = write("Lieu", "Rien.\n", link, link + "[là](https://exemple.fr/b)\n", "Rien.\n", link)
    assert [tags(page, number) for number in (1, 2, 3, 5)] == [
        [],
        ["outside_links"],
        [],
        ["outside_links"],
    ]


def test_a_large_removal_is_tagged(write: Write) -> None:
    page = write("Lieu", "Un café.\n" * 200, "Un café.\n")
    assert tags(page, 2) == ["removal"]


def test_what_comes_with_a_token_is_tagged() -> None:
    program = replace(people.make("charlie"), token_scope=frozenset({"all"}))
    page = save(program, Edit("Lieu", "Un café.\n", 0)).page
    assert tags(page, 1) == ["program"]


def test_a_past_keeps_what_made_it() -> None:
    alice = people.make("alice")
    past = [
        PastRevision(alice, START, "Un.\n", action="imported"),
        PastRevision(alice, START + timedelta(hours=1), "Deux.\n"),
        PastRevision(alice, START + timedelta(hours=2), "Un.\n", action="undone"),
    ]
    page = record_history(SYSTEM, "Lieu", past)
    assert [tags(page, number) for number in (1, 2, 3)] == [["imported"], [], ["undone"]]
    found = recent_changes(ChangeFilter(tag="undone")).rows
    assert [(line.number, line.tags) for line in found] == [(3, "undone")]


def test_a_moderator_tags_and_takes_away(write: Write) -> None:
    page, bob = write("Lieu", "Un café.\n"), people.make("bob")
    for _ in range(2):
        tag(bob, page.uid, 1, "exemplary")
    assert tags(page, 1) == ["exemplary"]
    for _ in range(2):
        untag(bob, page.uid, 1, "exemplary")
    assert tags(page, 1) == []


@pytest.mark.parametrize("act", [tag, untag])
def test_refuses_a_member(write: Write, act: Callable[..., None]) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Refused, match="moderators_only"):
        act(people.make("charlie"), page.uid, 1, "exemplary")


@pytest.mark.parametrize("name", ["undone", "nowhere", ""])
@pytest.mark.parametrize("act", [tag, untag])
def test_refuses_a_tag_that_is_not_put_by_hand(
    write: Write, act: Callable[..., None], name: str
) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Invalid, match="tag_unknown"):
        act(people.make("bob"), page.uid, 1, name)


def test_refuses_a_revision_that_is_not_there(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    with pytest.raises(Missing, match="revision_missing"):
        tag(people.make("bob"), page.uid, 2, "exemplary")
