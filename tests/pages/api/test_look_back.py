"""The history of a page over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Call
from wiki.pages.models import Page

pytestmark = pytest.mark.usefixtures("inside")


def test_gives_the_revisions_the_newest_first(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", *(f"Texte {n}." for n in range(5)))
    first = call("GET", "/pages/Gare/revisions?limit=3").get_json()
    assert [line["number"] for line in first["revisions"]] == [5, 4, 3]
    rest = call("GET", f"/pages/Gare/revisions?before={first['next_before']}").get_json()
    assert [line["number"] for line in rest["revisions"]] == [2, 1]
    assert rest["next_before"] is None


def test_gives_one_revision(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Un.", "Deux.")
    found = call("GET", "/pages/Gare/revisions/1").get_json()
    assert (found["body"], found["revision"]["number"]) == ("Un.", 1)
    assert call("GET", "/pages/Gare/revisions/3").status_code == 404


def test_compares_two_revisions(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Voici un mot.\nFin.", "Voici deux mots.\nFin.\nSuite.")
    found = call("GET", "/pages/Gare/diff?from=1&to=2").get_json()
    assert (found["from"], found["to"]) == (1, 2)
    assert found["summary"]["lines_added"] == 1
    for mark, numbers, text in (
        ("delete", "old_number", "Voici un mot.\nFin."),
        ("insert", "new_number", "Voici deux mots.\nFin.\nSuite."),
    ):
        lines = [
            "".join(span["text"] for span in row["spans"] if span["mark"] in ("equal", mark))
            for row in found["rows"]
            if row[numbers] is not None
        ]
        assert "\n".join(lines) == text


def test_undoes_a_revision_and_keeps_later_ones(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Un.\n\nDeux.\n", "1.\n\nDeux.\n", "1.\n\n2.\n")
    answer = call("POST", "/pages/Gare/undo", {"number": 2, "summary": "Erreur"})
    assert answer.status_code == 200
    assert answer.get_json()["revision"]["action"] == "undone"
    assert call("GET", "/pages/Gare").get_json()["body"] == "Un.\n\n2.\n"


def test_an_undoing_that_meets_later_edits_gives_the_texts(
    call: Call, write: Callable[..., Page]
) -> None:
    write("Gare", "Un.", "Deux.", "Trois.")
    answer = call("POST", "/pages/Gare/undo", {"number": 2})
    assert answer.status_code == 409
    problem = answer.get_json()
    assert (problem["base"], problem["head"], problem["mine"]) == ("Deux.", "Trois.", "Un.")
    assert problem["base_revision"] == 2


def test_takes_an_old_text_again(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Un.", "Deux.")
    answer = call("POST", "/pages/Gare/restore", {"number": 1})
    assert answer.get_json()["revision"]["number"] == 3
    assert call("GET", "/pages/Gare").get_json()["body"] == "Un."
    assert call("POST", "/pages/Gare/restore", {"number": 9}).status_code == 404
