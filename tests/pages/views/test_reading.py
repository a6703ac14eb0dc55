"""« Depuis votre dernière lecture »: told to the member who reads, on the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import clock
from wiki.kernel.db import Database, reading
from wiki.members.queries import members_named
from wiki.pages.models import Page, Reading
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
By = Callable[..., Any]
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LINE = "depuis votre dernière lecture"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def read(client: FlaskClient, path: str = "/wiki/Lieu") -> str:
    """The page as it is shown; what is written after the answer is written."""
    with client.get(path) as answer:
        assert answer.status_code == 200
        return str(answer.text)


def test_what_others_changed_is_told_and_leads_to_it(sign_in: SignIn, write: Write, by: By) -> None:
    write("Lieu", "Un café.\n\nUn thé.\n")
    charlie = sign_in("charlie")
    assert LINE not in read(charlie)
    assert LINE not in read(charlie)
    by("alice", save, Edit("Lieu", "Un café noir.\n\nUn thé.\n", 1))
    by("bob", save, Edit("Lieu", "Un café noir.\n\nUn thé vert.\n", 2))
    for _ in range(2):  # it stays as long as the visit
        page = read(charlie)
        assert f"2 versions {LINE}" in page
        assert "par <strong>bob</strong> et <strong>alice</strong>" in page
        assert "/wiki/Lieu/diff/1..3" in page
    with clock.stopped_at(NOW + timedelta(hours=2)):
        assert LINE not in read(charlie)


def test_it_is_marked_in_the_page(client: FlaskClient, sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un café noir.\n")
    for reader in (client, sign_in("charlie")):
        page = read(reader, "/wiki/Lieu?since=1")
        assert "<ins> noir</ins>" in page or "<ins>noir" in page
        assert "depuis la version 1" in page
        assert "Ne plus le marquer" in page
        assert LINE not in page


@pytest.mark.parametrize("number", ["2", "0", "-1", "9", "x", "9" * 400])
def test_a_revision_that_has_not_passed_marks_nothing(
    client: FlaskClient, write: Write, number: str
) -> None:
    write("Lieu", "Un café.\n", "Un café noir.\n")
    assert "<ins>" not in read(client, f"/wiki/Lieu?since={number}")


def test_one_s_own_changes_are_not_news(sign_in: SignIn, write: Write, by: By) -> None:
    write("Lieu", "Un café.\n")
    charlie = sign_in("charlie")
    read(charlie)
    by("charlie", save, Edit("Lieu", "Un café noir.\n", 1))
    assert LINE not in read(charlie)


def test_visitors_and_newcomers_are_told_nothing(
    client: FlaskClient, sign_in: SignIn, write: Write, by: By
) -> None:
    write("Lieu", "Un café.\n")
    read(client)
    by("alice", save, Edit("Lieu", "Un café noir.\n", 1))
    assert LINE not in read(client)
    assert LINE not in read(sign_in("charlie"))


def test_a_page_that_has_not_changed_asks_nothing_more(
    app: Flask, sign_in: SignIn, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Lieu", "Un café.\n")
    charlie = sign_in("charlie")
    for _ in range(2):
        read(charlie)
    asked: list[str] = []
    look = Database.look

    def hear(database: Database, query: Any, **values: object) -> Any:
        asked.append(str(query))
        return look(database, query, **values)

    monkeypatch.setattr(Database, "look", hear)
    monkeypatch.setattr(Database, "writer", lambda _self: pytest.fail("something was written"))
    read(charlie)
    assert not any("wiki_reading" in query for query in asked), asked


def test_one_who_saves_has_read_and_is_told_of_the_others(
    app: Flask, sign_in: SignIn, write: Write, by: By
) -> None:
    page = write("Lieu", "Un café.\n\nUn thé.\n")
    charlie = sign_in("charlie")
    read(charlie)
    by("bob", save, Edit("Lieu", "Un café noir.\n\nUn thé.\n", 1))
    sent = {"body": "Un café.\n\nUn thé vert.\n", "base": 1}
    assert people.post(charlie, "/wiki/Lieu/edit", **sent).status_code == 303
    with app.app_context():
        assert how_far("charlie", page) == (3, 1)
    shown = read(charlie)
    assert f"2 versions {LINE}" in shown or f"1 version {LINE}" in shown
    assert "par <strong>bob</strong>" in shown
    with app.app_context():
        assert how_far("charlie", page) == (3, 1)


def test_a_save_that_shows_nothing_reads_nothing(
    app: Flask, sign_in: SignIn, write: Write, by: By
) -> None:
    page = write("Lieu", "Un café.\n")
    read(sign_in("charlie"))
    by("charlie", save, Edit("Lieu", "Un café noir.\n", 1))
    with app.app_context():
        assert how_far("charlie", page) == (1, 1)


def how_far(name: str, page: Page) -> tuple[int, int]:
    """The newest revision that a member has read of a page, and that of the time before."""
    member = members_named(name)[0]
    found = reading().get_one(Reading, (member.id, page.id))
    return found.number, found.before
