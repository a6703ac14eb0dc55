"""What changed last, and what resembles a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import people
from wiki.navigation.queries.latest import latest, related
from wiki.pages.models import Page
from wiki.pages.service.bin import delete

Write = Callable[..., Page]
Ask = Callable[..., Any]


def test_each_page_is_there_once_the_last_changed_first(write: Write, ask: Ask) -> None:
    for title in ("Un", "Deux", "Trois"):
        write(title)
    write("Un", "Un thé.\n")
    ask(lambda: delete(people.make("alice"), write("Quatre").uid))
    assert [line.title for line in ask(latest, 10)] == ["Un", "Trois", "Deux"]
    assert [line.title for line in ask(latest, 2)] == ["Un", "Trois"]


def test_pages_that_share_what_is_rare_come_first(write: Write, ask: Ask) -> None:
    page = write("Le Comptoir", "[[Rare]] [[Commun]]\n\n:::{catégories} Lieux\n")
    write("Proche", "[[Rare]]\n\n:::{catégories} Lieux\n")
    for number in range(4):
        write(f"Lointaine {number}", "[[Commun]]\n")
    write("Étrangère", "Rien.\n")
    found = ask(related, page.id)
    assert found[0] == "Proche"
    assert "Étrangère" not in found
    assert "Le Comptoir" not in found
    assert len(found) == 5


def test_a_page_alone_resembles_none(write: Write, ask: Ask) -> None:
    assert ask(related, write("Le Comptoir", "[[Rare]]\n").id) == []
