"""Pages under titles: kept by what happens to the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import people
from wiki.navigation.queries.branches import under
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
Ask = Callable[..., Any]


@pytest.fixture
def below(ask: Ask) -> Callable[[str], list[str]]:
    """Gives ``below(key)``: the titles under a title."""
    return lambda key: ask(lambda: [line.title for line in under(key).rows])


def test_a_page_is_under_each_title_that_it_begins_with(
    write: Write, below: Callable[[str], list[str]]
) -> None:
    for title in ("Cours/Un/Début", "Cours/Un", "Cours/Un bis", "Coursier/Deux", "Cours"):
        write(title)
    assert below("cours") == ["Cours/Un", "Cours/Un bis", "Cours/Un/Début"]
    assert below("cours/un") == ["Cours/Un/Début"]
    assert below("début") == []


def test_it_follows_renames_the_bin_and_back(
    write: Write, below: Callable[[str], list[str]], ask: Ask
) -> None:
    page = write("Cours/Un")
    alice = ask(lambda: people.make("alice"))
    ask(rename, alice, page.uid, "Ateliers/Un")
    assert (below("cours"), below("ateliers")) == ([], ["Ateliers/Un"])
    ask(delete, alice, page.uid)
    assert below("ateliers") == []
    ask(bring_back, alice, page.uid)
    assert below("ateliers") == ["Ateliers/Un"]
    ask(rename, alice, page.uid, "Un")
    assert below("ateliers") == []


def test_a_list_goes_on_after_a_key(write: Write, ask: Ask) -> None:
    for number in range(5):
        write(f"Cours/{number}")
    first = ask(under, "cours", size=2)
    then = ask(under, "cours", after=first.next_key, size=5)
    assert [line.title for line in (*first.rows, *then.rows)] == [f"Cours/{n}" for n in range(5)]
    assert then.next_key is None
