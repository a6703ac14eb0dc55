"""The screen of a conflict over HTTP: whose versions met, and which passages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
TABLE = "| légume | récolte |\n|---|---|\n| radis | mai |\n| courge | automne |\n"


def _said(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.text))


def _labels(answer: TestResponse) -> list[str]:
    return re.findall(r'<label for="c-[^"]*">(.*?)</label>', answer.text)


def _edit(client: FlaskClient, body: str, base: int) -> TestResponse:
    answer = people.post(client, "/wiki/Lieu/edit", body=body, base=base)
    assert answer.status_code == 409
    return answer


def test_an_undo_says_that_its_text_changed_since(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Deux.\n", "Deux bis.\n", "Deux ter.\n")
    client = sign_in("alice")
    for answer in (
        people.post(client, "/wiki/Lieu/undo", number=2),
        people.post(client, "/wiki/Lieu/conflict", base=2, head=3, body="Deux.\n", undo="1"),
    ):
        assert answer.status_code in (409, 422)
        for false in ("Pendant que vous écriviez", "quelqu’un", "La vôtre", "en brouillon"):
            assert false not in answer.text
        assert _labels(answer)[:2] == ["Le texte d’aujourd’hui", "Sans cette modification"]
        assert "Ce que la modification disait" in answer.text
        assert 'name="undo" value="1"' in answer.text
        assert "Version 3" in answer.text
        assert "Ne rien annuler" in answer.text
    assert (
        "Ce que vous annulez a été modifié depuis."
        in people.post(client, "/wiki/Lieu/undo", number=2).text
    )


def test_what_is_undone_from_the_queue_says_so_too(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", "Deux.\n")
    by("bob", save, Edit("Lieu", "Deux bis.\n", 1))
    by("charlie", save, Edit("Lieu", "Deux ter.\n", 2))
    answer = people.post(sign_in("alice"), "/review/Lieu", number=2, do="undo")
    assert "Ce que vous annulez a été modifié depuis." in answer.text
    assert "charlie" in answer.text


def test_who_saved_meanwhile_is_named_with_what_they_said(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    write("Lieu", "Un café.\n")
    by("bob", save, Edit("Lieu", "Un thé.\n", 1, summary="On n’a plus de café"))
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "Pendant que vous écriviez, bob a modifié le même passage que vous." in answer.text
    assert _labels(answer)[0] == "La version enregistrée entre-temps (bob)"
    assert re.search(r"Version 2 .*bob .*20\d\d à \d+:\d\d On n’a plus de café", _said(answer))
    assert "/wiki/Lieu/diff/1..2" in answer.text


def test_several_who_saved_meanwhile_are_listed(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", "Un café.\n")
    for base in range(1, 8):
        name = ("bob", "alice")[base % 2]
        by(name, save, Edit("Lieu", f"Un thé {base}.\n", base))
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "d’autres ont modifié le même passage que vous" in answer.text
    assert _labels(answer)[0] == "La version enregistrée entre-temps"
    assert answer.text.count("/wiki/Lieu/diff/") == 5
    assert "Et 2 versions avant celles-là." in answer.text


def test_one_who_meets_oneself_is_told(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", "Un café.\n")
    by("charlie", save, Edit("Lieu", "Un thé.\n", 1))
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "vous avez enregistré ailleurs le même passage" in answer.text


def test_a_visitor_who_saved_meanwhile_is_somebody(
    sign_in: SignIn, write: Write, client: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        change_settings(people.make("alice"), {"editing": "anyone"})
    write("Lieu", "Un café.\n")
    assert people.post(client, "/wiki/Lieu/edit", body="Un thé.\n", base=1).status_code == 303
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "quelqu’un a modifié le même passage que vous" in answer.text


def test_a_cell_says_its_row_and_its_column(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", TABLE)
    by("bob", save, Edit("Lieu", TABLE.replace("automne", "fin de l’été et automne"), 1))
    answer = _edit(sign_in("charlie"), TABLE.replace("automne", "septembre"), 1)
    assert "Passage 1 sur 1 Tableau : ligne « courge », colonne « récolte »" in _said(answer)
