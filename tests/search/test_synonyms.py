"""Synonyms that moderators give, taken at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.pages.service.save import Edit, save
from wiki.search.queries import search
from wiki.search.service import add_synonyms, drop_synonyms
from wiki.search.synonyms import EXPRESSIONS, clean_group

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def page(ask: Ask) -> None:
    """A page that says « espace public numérique »."""
    ask(lambda: save(people.make("alice"), Edit("Le Comptoir", "Un espace public numérique.\n", 0)))


def _found(ask: Ask, question: str) -> list[str]:
    return ask(lambda: [hit.title for hit in search(question).hits])  # type: ignore[no-any-return]


def _act(ask: Ask, what: Callable[..., Any], *arguments: Any, by: str = "bob") -> Any:
    return ask(lambda: what(people.make(by), *arguments))


def test_the_search_takes_them_and_forgets_them_at_once(ask: Ask) -> None:
    assert _found(ask, "EPN") == []
    group = _act(ask, add_synonyms, "EPN, espace public numérique")
    assert _found(ask, "EPN") == ["Le Comptoir"]
    _act(ask, drop_synonyms, group.uid)
    assert _found(ask, "EPN") == []


@pytest.mark.parametrize("written", ["", "EPN", "EPN, epn", ", ,", "a" * 301, "le, la"])
def test_refuses_a_group_of_less_than_two(written: str) -> None:
    with pytest.raises(Invalid):
        clean_group(written)


def test_refuses_a_group_of_too_many() -> None:
    with pytest.raises(Invalid):
        clean_group(", ".join(f"mot{n}" for n in range(EXPRESSIONS + 1)))


def test_each_expression_is_kept_once_as_it_was_written() -> None:
    assert clean_group(" EPN ,espace public  numérique, epn") == "EPN, espace public numérique"


def test_refuses_the_same_group_twice_and_a_member(ask: Ask) -> None:
    _act(ask, add_synonyms, "EPN, espace public numérique")
    with pytest.raises(Conflict):
        _act(ask, add_synonyms, "EPN,  espace public numérique")
    with pytest.raises(Refused):
        _act(ask, add_synonyms, "un, deux", by="charlie")
    with pytest.raises(Refused):
        _act(ask, drop_synonyms, "x", by="charlie")


def test_the_screen_adds_drops_and_gives_back_what_was_typed(
    sign_in: Callable[[str], FlaskClient], ask: Ask
) -> None:
    bob = sign_in("bob")
    assert people.post(bob, "/search/synonyms", words="EPN").status_code == 422
    assert 'value="EPN"' in people.post(bob, "/search/synonyms", words="EPN").text
    assert people.post(bob, "/search/synonyms", words="EPN, cyberbase").status_code == 303
    text = bob.get("/search/synonyms").text
    assert "<td>EPN, cyberbase</td>" in text
    uid = text.partition("/search/synonyms/")[2].partition("/")[0]
    assert people.post(bob, f"/search/synonyms/{uid}/delete").status_code == 303
    assert people.post(bob, f"/search/synonyms/{uid}/delete").status_code == 404
    assert sign_in("charlie").get("/search/synonyms").status_code == 403
