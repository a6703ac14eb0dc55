"""Searches of the directory that a member keeps."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place

SignIn = Callable[[str], FlaskClient]


def test_one_is_kept_with_its_order_opened_followed_and_dropped(
    describe: Describe, sign_in: SignIn
) -> None:
    describe("Un", place(commune="48095"))
    charlie = sign_in("charlie")
    asked = "departement=48&sort=seats&view=table"
    assert f"/places/saved?{asked}" in unescape(charlie.get(f"/places?{asked}").text)
    form = charlie.get(f"/places/saved?{asked}").text
    assert "Lozère" in form
    assert "Nombre de postes" in form
    assert people.post(charlie, f"/places/saved?{asked}", name="En Lozère").status_code == 303
    shown = unescape(charlie.get("/search/saved").text)
    assert f'href="/places?{asked}"' in shown
    assert f'href="/places.atom?{asked}"' in shown
    assert "/place/" not in shown
    assert charlie.get(f"/places.atom?{asked}").status_code == 200
    uid = shown.partition("/search/saved/")[2].partition("/")[0]
    assert people.post(charlie, f"/search/saved/{uid}/delete").status_code == 303
    assert "En Lozère" not in charlie.get("/search/saved").text


@pytest.mark.parametrize(
    ("asked", "name", "status"),
    [
        ("departement=48", "", 422),
        ("departement=48", "x" * 81, 422),
        ("on=hier", "Un", 422),
        ("near=zzz", "Un", 422),
    ],
)
def test_refuses_no_name_and_what_the_directory_refuses(
    sign_in: SignIn, asked: str, name: str, status: int
) -> None:
    charlie = sign_in("charlie")
    answer = people.post(charlie, f"/places/saved?{asked}", name=name)
    assert answer.status_code == status
    assert "Vous ne gardez pas encore de recherche" in charlie.get("/search/saved").text


def test_a_name_is_kept_once_and_what_was_typed_comes_back(sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    assert people.post(charlie, "/places/saved", name="Tous").status_code == 303
    again = people.post(charlie, "/places/saved?departement=48", name="Tous")
    assert again.status_code == 409
    assert 'value="Tous"' in again.text
    assert 'href="/places"' in charlie.get("/search/saved").text


def test_a_visitor_keeps_none(client: FlaskClient) -> None:
    assert "/places/saved" not in client.get("/places").text
    assert client.get("/places/saved").status_code in (302, 303, 403)
