"""Pages filed under categories: what follows from what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
Filed = Callable[[str], tuple[list[str], list[str]]]
Counts = Callable[[], dict[str, int]]
IN_LOZERE = "Un café.\n\n:::{catégories} Lozère\n"


@pytest.fixture
def alice(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Gives ``alice(act, …)``: what she does."""

    def alice_(act: Callable[..., Any], *arguments: Any) -> Any:
        return ask(lambda: act(people.make("alice"), *arguments))

    return alice_


def test_a_page_is_filed_where_its_text_says(write: Write, filed: Filed, counts: Counts) -> None:
    write("Le Comptoir", "Un café.\n\n:::{catégories} Lozère, Coworking\n")
    write("La Grange", IN_LOZERE)
    assert filed("lozère") == ([], ["La Grange", "Le Comptoir"])
    assert filed("Coworking") == ([], ["Le Comptoir"])
    assert counts() == {"Coworking": 1, "Lozère": 2}


def test_a_change_files_it_otherwise(write: Write, filed: Filed, counts: Counts) -> None:
    write("Le Comptoir", "Un café.\n\n:::{catégories} Lozère, Coworking\n")
    write("Le Comptoir", "Un café.\n\n:::{catégories} Coworking, Fablab\n")
    assert filed("Lozère") == ([], [])
    assert counts() == {"Coworking": 1, "Fablab": 1}
    write("Le Comptoir", "Un café.\n")
    assert counts() == {}


def test_a_category_filed_under_another_is_inside_it(write: Write, filed: Filed) -> None:
    write("Lozère", "Un département.\n\n:::{catégories} Occitanie\n")
    assert filed("Occitanie") == ([], ["Lozère"])
    write("La Grange", IN_LOZERE)
    assert filed("Occitanie") == (["Lozère"], [])
    write("La Grange", "Un café.\n")
    assert filed("Occitanie") == ([], ["Lozère"])


def test_a_page_is_not_filed_under_itself(write: Write, filed: Filed, counts: Counts) -> None:
    write("Lozère", IN_LOZERE)
    assert filed("Lozère") == ([], [])
    assert counts() == {}


def test_what_is_filed_follows_a_renamed_category(
    write: Write, filed: Filed, counts: Counts, alice: Any
) -> None:
    write("La Grange", IN_LOZERE)
    page = write("Lozère", "Un département.\n")
    alice(rename, page.uid, "Le 48")
    assert filed("Le 48") == ([], ["La Grange"])
    assert counts() == {"Le 48": 1}
    write("Le Comptoir", "Un café.\n\n:::{catégories} Lozère, Le 48\n")
    assert filed("Le 48") == ([], ["La Grange", "Le Comptoir"])
    assert counts() == {"Le 48": 2}


def test_a_renamed_page_is_listed_by_its_title(write: Write, filed: Filed, alice: Any) -> None:
    page = write("La Grange", IN_LOZERE)
    write("Le Comptoir", IN_LOZERE)
    alice(rename, page.uid, "Zone libre")
    assert filed("Lozère") == ([], ["Le Comptoir", "Zone libre"])


def test_the_bin_and_back(write: Write, filed: Filed, counts: Counts, alice: Any) -> None:
    write("La Grange", IN_LOZERE)
    lozere = write("Lozère", "Un département.\n\n:::{catégories} Occitanie\n")
    alice(rename, lozere.uid, "Le 48")
    alice(delete, lozere.uid)
    assert filed("Lozère") == ([], ["La Grange"])
    assert counts() == {"Lozère": 1}
    alice(bring_back, lozere.uid)
    assert filed("Le 48") == ([], ["La Grange"])
    assert filed("Occitanie") == (["Le 48"], [])
    assert counts() == {"Le 48": 1, "Occitanie": 1}
