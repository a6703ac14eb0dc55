"""Links between pages: what is derived of them, and who leads to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.pages.models import Dependency, Link, Page
from wiki.pages.queries import links
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def _targets(page: Page) -> list[str]:
    query = sa.select(Link.target_key).where(Link.page_id == page.id).order_by(Link.target_key)
    return list(reading().scalars(query))


def _leading_to(page: Page) -> list[str]:
    return sorted(found.title for found in links.backlinks(page).rows)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[[Atelier]] et [[ATELIER|là]] et [[Atelier#Salle]]", ["atelier"]),
        ("[[#Ici]] et [[Lieu]]", []),
        ("`[[Atelier]]` et\n\n    [[Comptoir]]\n", []),
        (":::{inclure Atelier}\n:::\n", ["atelier"]),
        ("> - **[[Atelier]]**\n", ["atelier"]),
        ("| a |\n|---|\n| [[Atelier\\|là]] |\n", ["atelier"]),
        ("[[Atelier/edit]] [[a.atom]]", []),
        ("[[L’Atelier]] [[l'atelier]]", ["l'atelier"]),
    ],
)
def test_the_links_of_a_text_are_kept_once(write: Write, text: str, targets: list[str]) -> None:
    assert _targets(write("Lieu", text)) == targets


def test_they_are_those_of_the_newest_revision(write: Write) -> None:
    assert _targets(write("Lieu", "[[Atelier]]", "[[Comptoir]]")) == ["comptoir"]


def test_what_leads_to_a_page_counts_links_inclusions_and_old_titles(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    write("Par un lien", "[[lieu]]\n")
    write("Par une inclusion", ":::{inclure Lieu}\n:::\n")
    rename(people.make("alice"), page.uid, "Le Comptoir")
    write("Par le titre neuf", "[[Le Comptoir]]\n")
    write("Ailleurs", "[[Autre]]\n")
    page = links.reading().get(Page, page.id) or page
    assert _leading_to(page) == ["Par le titre neuf", "Par un lien", "Par une inclusion"]


def test_a_page_does_not_lead_to_itself(write: Write) -> None:
    page = write("Lieu", "[[Lieu]]\n")
    rename(people.make("alice"), page.uid, "Le Comptoir")
    found = reading().get(Page, page.id)
    assert found is not None
    assert _leading_to(found) == []


def test_a_page_in_the_bin_leads_nowhere(write: Write) -> None:
    page = write("Lieu", "Un café.\n")
    other = write("Atelier", "[[Lieu]]\n")
    delete(people.make("bob"), other.uid)
    assert _leading_to(page) == []
    assert links.backlinks_to_title("lieu") == []


def test_pages_wait_for_a_title_that_has_none(write: Write) -> None:
    write("Lieu", "[[L’Atelier]]\n")
    found = links.backlinks_to_title(title_key("l'atelier"))
    assert [page.title for page in found] == ["Lieu"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[[Atelier]]", {"title:atelier"}),
        (":::{inclure Atelier}\n:::\n", {"title:atelier", "text:atelier"}),
        ("Rien.", set()),
        ("[[movilab:Lieu]]", {"text:wiki:interwiki", "title:movilab:lieu"}),
    ],
)
def test_a_rendering_depends_on_what_is_not_there_too(
    write: Write, text: str, keys: set[str]
) -> None:
    page = write("Lieu", text)
    query = sa.select(Dependency.key).where(Dependency.page_id == page.id)
    assert set(reading().scalars(query)) == keys


def test_titles_are_found_by_their_keys_whatever_their_number(write: Write) -> None:
    page = write("Atelier", "texte")
    rename(people.make("bob"), page.uid, "Fabrique")
    write("Comptoir", "texte")
    keys = [f"absent {number}" for number in range(2_000)]
    found = queries.existing_titles(["atelier", *keys, "fabrique", "comptoir", "comptoir"])
    assert found == {"atelier": "Fabrique", "fabrique": "Fabrique", "comptoir": "Comptoir"}
    assert queries.existing_titles([]) == {}


def test_a_link_to_another_wiki_asks_for_no_page(write: Write) -> None:
    write("Wiki:Interwiki", "- movilab: https://movilab.example/wiki/$1\n")
    page = write("Lieu", "[[Movilab:Pomerol]], [[:movilab:Libourne]], [[Autre: lieu]].\n")
    assert _targets(page) == ["autre: lieu"]
