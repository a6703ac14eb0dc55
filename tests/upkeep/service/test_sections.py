"""Which links to sections are broken follows each act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.jobs.service import run_all
from wiki.kernel.db import release_reading
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.upkeep.queries.sections import broken

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def found() -> dict[str, tuple[str, ...]]:
    """Title of a page -> its links to sections that are not there."""
    release_reading()
    return {line.title: line.links for line in broken().rows}


def test_a_link_to_a_section_follows_what_the_target_says(write: Write) -> None:
    write("Un", "[[Lieu#Horaires]], [[Lieu#Accès|venir]], [[Lieu#horaires|là]]\n")
    assert found() == {}, "a page that is not written has its own list"
    write("Lieu", "## Horaires\n\nTôt.\n")
    assert found() == {"Un": ("Lieu#Accès",)}
    write("Lieu", "Rien.\n")
    assert found() == {"Un": ("Lieu#Accès", "Lieu#Horaires")}
    write("Lieu", "## Accès\n\nÀ pied.\n\n## Horaires\n\nTôt.\n")
    assert found() == {}


def test_a_link_inside_a_page_and_one_that_is_taken_away(write: Write) -> None:
    write("Un", "[[#Ici]] et [[Un#Là]]\n\n## Ici\n\nUn mot.\n")
    assert found() == {"Un": ("Un#Là",)}
    write("Un", "[[#Ici]]\n\n## Ici\n\nUn mot.\n")
    assert found() == {}
    write("Un", "[[#Ici]]\n\nUn mot.\n")
    assert found() == {"Un": ("#Ici",)}
    write("Un", "Un mot.\n")
    assert found() == {}


def test_a_section_that_is_called_otherwise_is_still_there(write: Write) -> None:
    write("Lieu", "## Accès\n\nEn train, puis à pied par le quai.\n")
    write("Un", "[[Lieu#Accès]]\n")
    write("Lieu", "## Venir ici\n\nEn train, puis à pied par le quai.\n")
    assert found() == {}
    write("Lieu", "Fermé.\n")
    assert found() == {"Un": ("Lieu#Accès",)}


def test_a_name_that_is_erased_with_its_text_is_there_no_more(write: Write) -> None:
    page = write("Lieu", "## Accès\n\nEn train, puis à pied par le quai.\n")
    write("Un", "[[Lieu#Accès]]\n")
    write("Lieu", "## Venir ici\n\nEn train, puis à pied par le quai.\n")
    assert found() == {}
    redact(people.make("alice"), page.uid, 1, 1, "Une adresse personnelle")
    assert found() == {"Un": ("Lieu#Accès",)}


def test_an_old_title_leads_to_the_sections_of_the_page(write: Write) -> None:
    alice = people.make("alice")
    page = write("Lieu", "## Accès\n\nEn train.\n")
    write("Un", "[[Lieu#Accès]] [[Lieu#Prix]]\n")
    write("Deux", "[[Le Comptoir#Accès]] [[Le Comptoir#Prix]]\n")
    rename(alice, page.uid, "Le Comptoir")
    assert found() == {"Un": ("Lieu#Prix",), "Deux": ("Le Comptoir#Prix",)}
    write("Le Comptoir", "## Prix\n\nLibre.\n")
    assert found() == {"Un": ("Lieu#Accès",), "Deux": ("Le Comptoir#Accès",)}


def test_the_bin_takes_them_and_gives_them_back(write: Write) -> None:
    alice = people.make("alice")
    lieu = write("Lieu", "Rien.\n")
    un = write("Un", "[[Lieu#Accès]]\n")
    expected = {"Un": ("Lieu#Accès",)}
    assert found() == expected
    for page in (lieu, un):
        delete(alice, page.uid)
        assert found() == {}
        bring_back(alice, page.uid)
        assert found() == expected


def test_a_page_that_shows_another_has_its_sections_too(write: Write) -> None:
    write("Lieu", ":::{inclure Un autre}\n:::\n")
    write("Un", "[[Lieu#Accès]]\n\n:::{inclure Lieu#Prix}\n:::\n")
    assert found() == {}
    write("Lieu", "Rien.\n")
    assert found() == {"Un": ("Lieu#Accès", "Lieu#Prix")}


def test_a_link_to_another_wiki_is_none_of_ours(write: Write) -> None:
    write("ailleurs:Lieu", "Rien.\n")
    write("Un", "[[ailleurs:Lieu#Accès]]\n")
    assert found() == {"Un": ("ailleurs:Lieu#Accès",)}
    write("Wiki:Interwiki", "- ailleurs : https://ailleurs.exemple.fr/$1\n", by="alice")
    run_all()
    assert found() == {}


def test_a_long_list_of_links_is_cut_and_says_so(write: Write) -> None:
    write("Lieu", "Rien.\n")
    write("Un", " ".join(f"[[Lieu#Partie {n}]]" for n in range(8)))
    release_reading()
    line = broken().rows[0]
    assert (len(line.links), line.has_more) == (5, True)
