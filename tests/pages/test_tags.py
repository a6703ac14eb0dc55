"""Which tags a revision gets by itself."""

from __future__ import annotations

import pytest

from wiki.pages.rules import ACTIONS
from wiki.pages.tags import AUTOMATIC, BY_HAND, LARGE, MEANINGS, NAMES, OF_ACTIONS, automatic, hosts


def tags(action: str = "edited", size: int = 100, change: int = 0, **more: bool) -> list[str]:
    """The tags of a revision about which the rest is usual."""
    usual = {"is_outside": False, "is_program": False}
    return automatic(action, size=size, size_change=change, **usual | more)


def test_each_tag_has_a_meaning() -> None:
    assert MEANINGS.keys() == NAMES.keys()
    assert f"{LARGE} octets" in MEANINGS["removal"]


def test_a_plain_edit_has_none() -> None:
    assert tags() == []


@pytest.mark.parametrize("action", sorted(OF_ACTIONS))
def test_what_made_it_is_a_tag(action: str) -> None:
    assert action in ACTIONS
    assert tags(action) == [action]
    assert action in AUTOMATIC


@pytest.mark.parametrize(
    ("size", "change", "is_large"),
    [
        (0, -LARGE, True),
        (0, 1 - LARGE, False),
        (LARGE - 1, -LARGE, True),
        (LARGE, -LARGE, False),
        (9_000, -8_000, False),
        (0, LARGE, False),
    ],
)
def test_a_large_removal_takes_more_than_it_leaves(size: int, change: int, is_large: bool) -> None:
    assert (tags(size=size, change=change) == ["removal"]) is is_large


def test_several_are_put_together() -> None:
    assert tags("undone", is_outside=True, is_program=True) == [
        "undone",
        "outside_links",
        "program",
    ]


def test_an_undo_that_a_person_settled_is_both() -> None:
    assert tags("undone", is_settled=True) == ["undone", "resolved"]
    assert tags("resolved", is_settled=True) == ["resolved"]


def test_the_sites_of_a_text_are_those_of_its_addresses() -> None:
    text = "[a](https://Exemple.fr/x) <http://b.example:80?q> https://c.example. ftp://d.example"
    assert hosts(text) == {"exemple.fr", "b.example:80", "c.example."}
    assert hosts("[[Un lien]] et /wiki/Une_page") == frozenset()


def test_no_tag_is_of_both_kinds() -> None:
    assert not AUTOMATIC.keys() & BY_HAND.keys()
