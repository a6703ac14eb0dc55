"""The page with its authors beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from wiki.pages.models import Page
from wiki.pages.service import blame
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
By = Callable[..., object]


def notes(page: str) -> list[str]:
    """What each note says, on one line."""
    found = re.findall(r'<p class="margin-note[^>]*>(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", note).split()) for note in found]


def test_each_block_says_who_wrote_it_last(client: FlaskClient, write: Write, by: By) -> None:
    write("Lieu", "Un café.\n\nUn thé.\n\nUn sirop.\n")
    text = "Un café.\n\nUn thé.\n\nUn grand sirop.\n"
    by("bob", save, Edit("Lieu", text, 1, "La taille"))
    page = client.get("/wiki/Lieu?authors=1").text
    first, second, third = notes(page)
    assert first.startswith("alice, version 1")
    assert second == "De même : alice"
    assert third.startswith("bob, version 2")
    assert "La taille" in third
    assert "et 1 version d’avant" in third
    assert "/wiki/Lieu/diff/1..2" in page
    assert "Ne plus les montrer" in page


def test_without_being_asked_for_there_is_none(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    page = client.get("/wiki/Lieu").text
    assert notes(page) == []
    assert "/wiki/Lieu?authors=1" in page


def test_a_history_that_is_not_read_yet_is_said(
    client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Lieu", *(f"Version {number}.\n" for number in range(1, 31)))
    monkeypatch.setattr(blame.blame, "__defaults__", (5_000,))
    assert "est lue jusqu’à la version" in client.get("/wiki/Lieu?authors=1").text


def test_an_empty_page_has_no_note(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "")
    answer = client.get("/wiki/Lieu?authors=1")
    assert (answer.status_code, notes(answer.text)) == (200, [])
