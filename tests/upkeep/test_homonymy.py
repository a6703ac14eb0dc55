"""Pages that lead to several of the same name: shown as such, listed with the links to mend."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests import people
from wiki.maintenance import rebuild
from wiki.pages.models import Page
from wiki.pages.queries.documents import document_of
from wiki.pages.service.bin import bring_back, delete
from wiki.upkeep import rules
from wiki.upkeep.homonymy import is_one
from wiki.upkeep.queries.lists import homonymies, to_tend

Write = Callable[..., Page]
Ask = Callable[..., object]
TEXT = ":::{homonymie}\n- [[Atelier (bois)]]\n- [[Atelier (vélo)]]\n:::\n"


def listed() -> list[tuple[str, int]]:
    """The pages of the list, with how many links lead to each."""
    return [(line.title, line.links) for line in homonymies().rows]


def test_links_to_such_a_page_are_listed_to_be_mended(write: Write, ask: Ask) -> None:
    write("Atelier", TEXT)
    write("Un", "[[Atelier]]\n")
    write("Deux", "[[atelier]]\n")
    assert ask(listed) == [("Atelier", 2)]
    write("Un", "[[Atelier (bois)]]\n")
    assert ask(listed) == [("Atelier", 1)]
    write("Atelier", "Plus rien.\n")
    assert ask(listed) == []


def test_the_list_follows_the_bin_and_is_made_again(write: Write, ask: Ask) -> None:
    page = write("Atelier", TEXT)
    alice = ask(people.make, "alice")
    ask(delete, alice, page.uid)
    assert ask(listed) == []
    ask(bring_back, alice, page.uid)
    ask(rebuild)
    assert ask(listed) == [("Atelier", 0)]


def test_such_a_page_is_no_orphan(write: Write, ask: Ask) -> None:
    def orphans() -> list[str]:
        return [line.title for line in to_tend(rules.ORPHAN).rows]

    write("Atelier", TEXT)
    assert ask(orphans) == []
    write("Atelier", "[[Atelier (bois)]]\n")
    assert ask(orphans) == ["Atelier"]
    write("Atelier", ":::{disambiguation}\n:::\n")
    assert ask(orphans) == []
    ask(rebuild)
    assert ask(orphans) == []


def test_a_page_that_shows_the_directive_as_code_is_not_one(ask: Ask) -> None:
    assert ask(lambda: is_one(document_of(TEXT)))
    assert not ask(lambda: is_one(document_of(f"```\n{TEXT}```\n")))


def test_it_is_shown_on_the_page_and_in_the_list(client: FlaskClient, write: Write) -> None:
    write("Atelier", TEXT)
    write(
        "Atelier (bois)", ":::{autres-sens}\nPour le vélo, voir [[Atelier (vélo)]].\n:::\n\nIci.\n"
    )
    write("Un", "[[Atelier]]\n")
    shown = client.get("/wiki/Atelier").text
    assert "Plusieurs pages portent ce nom." in shown
    assert "/wiki/Atelier_(bois)" in shown
    top = client.get("/wiki/Atelier_(bois)").text
    assert "other-meanings" in top
    assert "Atelier_(v%C3%A9lo)/edit" in top
    found = client.get("/upkeep/homonymies").text
    assert "un lien y mène" in found
    assert "/wiki/Atelier/backlinks" in found


def test_what_is_written_in_it_is_cleaned(client: FlaskClient, write: Write) -> None:
    write("Mal", ":::{homonymie}\n<script>alert(1)</script> [x](javascript:alert(1))\n:::\n")
    shown = client.get("/wiki/Mal").text
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown


def test_nothing_is_shown_of_it_inside_another_page(client: FlaskClient, write: Write) -> None:
    write("Atelier", TEXT)
    write("Accueil des ateliers", ":::{inclure Atelier}\n:::\n")
    shown = client.get("/wiki/Accueil_des_ateliers").text
    assert "Plusieurs pages portent ce nom." not in shown
