"""The lists follow each act: saving, renaming, the bin."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import people
from wiki.kernel.errors import Refused
from wiki.pages.models import Page
from wiki.pages.queries.pages import get
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.upkeep import rules
from wiki.upkeep.queries.lists import asked, to_tend
from wiki.upkeep.service.apart import set_apart

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def wanted(kind: str = rules.MISSING) -> list[tuple[str, int]]:
    """The titles that pages link to, with how often."""
    return [(line.title, line.asked) for line in asked(kind)[0]]


def listed(code: str) -> list[str]:
    """The titles of a list, in the order of the alphabet."""
    return sorted(line.title for line in to_tend(code).rows)


def test_a_title_without_a_page_is_wanted_until_it_is_written(write: Write) -> None:
    write("Un", "[[Fablab]], [[Atelier]], encore [[atelier|là]].\n")
    write("Deux", "[[ATELIER]]\n")
    assert wanted() == [("Atelier", 2), ("Fablab", 1)]
    write("Atelier", "Ici.\n")
    assert wanted() == [("Fablab", 1)]
    write("Un", "Rien.\n")
    assert wanted() == []


def test_an_inclusion_asks_for_a_page_too(write: Write) -> None:
    write("Un", ":::{inclure Charte}\n:::\n")
    assert wanted() == [("Charte", 1)]


def test_a_page_in_the_bin_is_wanted_again_and_asks_for_nothing(write: Write) -> None:
    alice = people.make("alice")
    write("Un", "[[Deux]]\n")
    deux = write("Deux", "[[Trois]]\n")
    delete(alice, deux.uid)
    assert wanted() == [("Deux", 1)]
    assert listed(rules.ORPHAN) == ["Un"]
    bring_back(alice, deux.uid)
    assert wanted() == [("Trois", 1)]


def test_links_to_an_old_title_are_counted_apart(write: Write) -> None:
    alice = people.make("alice")
    write("Un", "[[Lieu]]\n")
    lieu = write("Lieu", "Ici.\n")
    rename(alice, lieu.uid, "Le Comptoir")
    assert (wanted(), wanted(rules.OLD)) == ([], [("Lieu", 1)])
    assert asked(rules.OLD)[0][0].leads_to == "Le Comptoir"
    write("Deux", "[[lieu]] [[Le Comptoir]]\n")
    assert wanted(rules.OLD) == [("Lieu", 2)]
    assert listed(rules.ORPHAN) == ["Deux", "Un"]
    delete(alice, lieu.uid)
    assert wanted() == [("Lieu", 2), ("Le Comptoir", 1)]
    assert wanted(rules.OLD) == []
    bring_back(alice, lieu.uid)
    assert (wanted(), wanted(rules.OLD)) == ([], [("Lieu", 2)])
    rename(alice, lieu.uid, "Lieu")
    assert wanted(rules.OLD) == [("Le Comptoir", 1)]


def test_a_page_that_no_other_leads_to_is_an_orphan(write: Write) -> None:
    write("Un", "[[Un]], [[Deux]]\n")
    write("Deux", "Rien.\n")
    write("Wiki:Interwiki", "Rien.\n")
    assert listed(rules.ORPHAN) == ["Un"]
    write("Deux", "[[Un]]\n")
    assert listed(rules.ORPHAN) == []
    write("Un", "Plus rien.\n")
    assert listed(rules.ORPHAN) == ["Deux"]


def test_a_page_that_leads_nowhere_is_a_dead_end(write: Write) -> None:
    write("Un", "[Ailleurs](https://exemple.fr) et [[Un]], `[[Deux]]`.\n")
    write("Deux", "[[Pas encore]]\n")
    assert listed(rules.DEAD_END) == ["Un"]
    write("Un", "[[Deux]]\n")
    assert listed(rules.DEAD_END) == []


def test_a_past_that_comes_in_is_counted(write: Write) -> None:
    alice = people.make("alice")
    un = write("Un", "[[Deux]], [[Trois]]\n")
    past = [PastRevision(alice, un.created_at, body) for body in ("A\n", "B\n")]
    record_histories(alice, {"Deux": past})
    assert wanted() == [("Trois", 1)]
    assert (listed(rules.ORPHAN), listed(rules.DEAD_END)) == (["Un"], ["Deux"])


def test_an_orphan_may_be_one_on_purpose(write: Write) -> None:
    charlie = people.make("charlie")
    un = write("Un", "Rien.\n")
    for _ in range(2):
        set_apart(charlie, un.uid, True)
    assert listed(rules.ORPHAN) == []
    assert listed(rules.APART) == ["Un"]
    write("Un", "Autre chose.\n")
    assert listed(rules.ORPHAN) == []
    set_apart(charlie, un.uid, False)
    assert listed(rules.ORPHAN) == ["Un"]
    assert listed(rules.APART) == []


def test_refuses_to_set_apart_a_page_that_one_may_not_edit(write: Write, inside: Flask) -> None:
    un = write("Un", "Rien.\n")
    with pytest.raises(Refused):
        set_apart(people.make("dora"), un.uid, True)
    protect(people.make("bob"), un.uid, "moderators")
    with pytest.raises(Refused, match="protected_moderators"):
        set_apart(people.make("charlie"), un.uid, True)
    assert get("Un").protection == "moderators"
    assert listed(rules.ORPHAN) == ["Un"]
