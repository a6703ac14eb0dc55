"""Replaying over HTTP: a revision at a time for people, a few for the script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from wiki.pages.models import Page
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.views import replay

Write = Callable[..., Page]
Ask = Callable[..., Any]
TEXTS = ("Un café.\n", "Un café noir.\n", "Un grand café noir.\n")


def test_a_revision_is_shown_with_what_it_changed(client: FlaskClient, write: Write) -> None:
    write("Lieu", *TEXTS)
    page = client.get("/wiki/Lieu/replay?rev=2").text
    assert re.search(r"Un café<ins> ?noir ?</ins>|Un café <ins>noir</ins>", page)
    assert "sur 3" in page
    for number in (1, 3):
        assert f'href="/wiki/Lieu/replay?rev={number}"' in page


def test_it_begins_at_the_first_revision(client: FlaskClient, write: Write) -> None:
    write("Lieu", *TEXTS)
    page = client.get("/wiki/Lieu/replay").text
    assert "<ins>" not in page
    assert page.count('aria-disabled="true"') == 2


def test_a_few_are_given_at_once(
    client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Lieu", *TEXTS)
    asked = "/wiki/Lieu/replay/steps?rev=2"
    assert re.findall(r'data-step="(\d+)"', client.get(asked).text) == ["2", "3"]
    monkeypatch.setattr(replay, "WINDOW", 1)
    assert re.findall(r'data-step="(\d+)"', client.get(asked).text) == ["2"]
    monkeypatch.setattr(replay, "WINDOW", 8)
    monkeypatch.setattr(replay, "MOST", 10)  # a long text comes alone
    assert re.findall(r'data-step="(\d+)"', client.get(asked).text) == ["2"]


def test_an_erased_text_is_said_to_be_and_changes_nothing(
    client: FlaskClient, write: Write, by: Ask
) -> None:
    page = write("Lieu", *TEXTS)
    by("alice", redact, page.uid, 2, 2, "Une personne le demande")
    first, erased, last = client.get("/wiki/Lieu/replay/steps").text.split("data-step=")[1:]
    assert "a été effacé, comme la loi le demandait" in erased
    assert "<del>" not in first + erased + last
    assert re.search(r"<ins>\s?grand\s?</ins>", last)  # beside what was said before
    assert "effacé, comme" in client.get("/wiki/Lieu/replay?rev=2").text


def test_a_text_is_rendered_once_in_a_window(
    client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Lieu", *TEXTS)
    rendered: list[str] = []
    render = replay.render_text
    monkeypatch.setattr(
        replay, "render_text", lambda text, *of: rendered.append(text) or render(text, *of)
    )
    client.get("/wiki/Lieu/replay/steps?rev=1")
    assert rendered == list(TEXTS)


def test_it_goes_through_a_renaming(
    client: FlaskClient, write: Write, by: Callable[..., object]
) -> None:
    page = write("Lieu", *TEXTS)
    by("alice", rename, page.uid, "Le Comptoir")
    shown = client.get("/wiki/Lieu/replay?rev=4").text
    assert "renommage" in shown
    assert "<ins>" not in shown
    assert '<p class="replay-title">Lieu</p>' in client.get("/wiki/Le_Comptoir/replay?rev=3").text


@pytest.mark.parametrize(
    ("number", "status"),
    [("4", 404), (f"{2**31 - 1}", 404), ("0", 422), ("x", 422), ("", 422)],
)
@pytest.mark.parametrize("path", ["", "/steps"])
def test_a_number_that_is_none_is_refused(
    client: FlaskClient, write: Write, number: str, status: int, path: str
) -> None:
    write("Lieu", *TEXTS)
    answer = client.get(f"/wiki/Lieu/replay{path}?rev={number}")
    assert answer.status_code == (status if status != 404 or not path else 200)


def test_a_page_that_is_not_there_has_nothing_to_replay(client: FlaskClient) -> None:
    assert client.get("/wiki/Nulle_part/replay").status_code == 404
