"""« Qui a écrit quoi » over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from wiki.pages.models import Page
from wiki.pages.service import blame as service
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
By = Callable[..., Any]


def test_each_word_says_who_when_and_why(client: FlaskClient, write: Write, by: By) -> None:
    write("Lieu", "Un café.\n")
    by("charlie", save, Edit("Lieu", "Un café noir.\n", 1, "Dire la couleur"))
    text = client.get("/wiki/Lieu/blame").text
    assert 'noir</span><sup class="blame-mark">2</sup>' in text.replace(" noir", "noir")
    for shown in ("alice", "charlie", "Dire la couleur", "/wiki/Lieu/diff/1..2", "?rev=1"):
        assert shown in text
    assert "67 %" in text
    assert "33 %" in text


def test_the_page_leads_to_it(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert 'href="/wiki/Lieu/blame"' in client.get("/wiki/Lieu").text


def test_a_text_is_never_markup(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un <script>alert(1)</script>.\n")
    assert "<script>alert" not in client.get("/wiki/Lieu/blame").text


def test_a_long_text_is_shown_a_part_at_a_time(client: FlaskClient, write: Write) -> None:
    bodies = ["\n\n".join(f"Ligne {n}." for n in range(0, 260, step)) for step in (2, 1)]
    write("Lieu", *bodies)
    first = client.get("/wiki/Lieu/blame")
    assert first.text.count('class="blame-block"') == 200
    rest = client.get("/wiki/Lieu/blame?after=" + first.text.split("blame?after=")[1].split('"')[0])
    assert rest.text.count('class="blame-block"') == 60
    assert client.get("/wiki/Lieu/blame?after=x").status_code == 200
    assert "Il n’y a pas de texte ici" in client.get("/wiki/Lieu/blame?after=99999").text


def test_an_empty_page_says_so(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "")
    assert "Il n’y a pas de texte ici." in client.get("/wiki/Lieu/blame").text


def test_a_history_that_is_not_all_read_says_so(
    client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.blame, "__defaults__", (0,))
    write("Lieu", "Un café.\n", "Un thé.\n")
    text = client.get("/wiki/Lieu/blame").text
    assert "Elle est lue jusqu’à la version 1, sur 2" in text
    assert "café" in text
    assert "Elle est lue jusqu’à" not in client.get("/wiki/Lieu/blame").text


def test_a_page_that_is_not_there_is_missing(client: FlaskClient, write: Write, by: By) -> None:
    assert client.get("/wiki/Lieu/blame").status_code == 404
    page = write("Lieu", "Un café secret.\n")
    client.get("/wiki/Lieu/blame")
    by("bob", delete, page.uid)
    answer = client.get("/wiki/Lieu/blame")
    assert answer.status_code == 404
    assert "secret" not in answer.text
