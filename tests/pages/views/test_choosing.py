"""The screen of a conflict over HTTP: whose versions met, and which passages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from tests.sheets.places import place
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.drafts import Begun, draft
from wiki.pages.queries.history import history
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
        people.post(client, "/wiki/Lieu/conflict", base=2, head=3, body="Deux.\n", undo=2),
    ):
        assert answer.status_code in (409, 422)
        for false in ("Pendant que vous écriviez", "quelqu’un", "La vôtre", "en brouillon"):
            assert false not in answer.text
        assert _labels(answer)[:2] == ["Le texte d’aujourd’hui", "Sans cette modification"]
        assert "Ce que la modification disait" in answer.text
        assert 'name="undo" value="2"' in answer.text
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


@pytest.fixture
def undone(sign_in: SignIn, write: Write) -> FlaskClient:
    """Alice's browser: she has a draft of a page whose second version she is about to undo."""
    write("Lieu", "Deux.\n", "Deux bis.\n", "Deux ter.\n")
    client = sign_in("alice")
    people.post(client, "/wiki/Lieu/draft", body="Mon brouillon.\n", base=3)
    assert people.post(client, "/wiki/Lieu/undo", number=2).status_code == 409
    return client


UNDO = {"base": 2, "head": 3, "body": "Deux.\n", "undo": 2}


def _settle(client: FlaskClient, **more: object) -> TestResponse:
    return people.post(client, "/wiki/Lieu/conflict", **(UNDO | more))


def _draft(by: Ask) -> str:
    found: Begun | None = by("alice", lambda actor: draft(actor.member_id, "Lieu"))
    return found.body if found else ""


def test_an_undo_that_is_settled_leaves_one_s_draft(undone: FlaskClient, by: Ask, ask: Ask) -> None:
    assert _settle(undone, **{"choice-0": "mine"}).location == "/wiki/Lieu?saved=4"
    assert ask(lambda: queries.body(queries.get("Lieu"))) == "Deux.\n"
    assert _draft(by) == "Mon brouillon.\n"


def test_an_undo_that_is_settled_is_an_undo_in_the_history(undone: FlaskClient, ask: Ask) -> None:
    _settle(undone, **{"choice-0": "typed", "typed-0": "Deux, ou trois."})
    line = ask(lambda: history(queries.get("Lieu")).rows[0])
    assert (line.number, line.action, line.merged_from) == (4, "undone", 2)
    assert set(line.tag_codes) == {"undone", "resolved"}
    said = _said(undone.get("/wiki/Lieu/history"))
    assert "annulation conflit résolu" in said


def test_what_is_chosen_on_a_second_screen_is_a_conflict_that_was_settled(
    undone: FlaskClient, by: Ask, ask: Ask
) -> None:
    by("bob", save, Edit("Lieu", "Deux quater.\n", 3))
    form = UNDO | {"base": 3, "head": 4, "body": "Deux.\n"}
    answer = people.post(undone, "/wiki/Lieu/conflict", **form | {"choice-0": "mine"})
    assert answer.location == "/wiki/Lieu?saved=5"
    line = ask(lambda: history(queries.get("Lieu")).rows[0])
    assert (line.action, line.merged_from) == ("resolved", 3)


def test_no_form_makes_an_undo_of_another_text(undone: FlaskClient, by: Ask, ask: Ask) -> None:
    forged = {"body": "Autre chose.\n", "choice-0": "mine"}
    assert _settle(undone, **forged).location == "/wiki/Lieu?saved=4"
    line = ask(lambda: history(queries.get("Lieu")).rows[0])
    assert (line.action, line.merged_from) == ("resolved", 2)


def test_whole_rows_of_a_table_have_the_heads_of_its_columns(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    write("Lieu", TABLE)
    row = "| radis | mai |\n"
    by("bob", save, Edit("Lieu", TABLE.replace(row, "| navet | juin |\n"), 1))
    answer = _edit(sign_in("alice"), TABLE.replace(row, "| chou | août |\n"), 1)
    assert "Passage 1 sur 1 Tableau : colonnes « légume », « récolte »" in _said(answer)


def test_a_column_that_has_no_head_is_said_to_have_none(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    table, row = TABLE.replace("récolte", ""), "| radis | mai |\n"
    write("Lieu", table)
    by("bob", save, Edit("Lieu", table.replace(row, "| navet | juin |\n"), 1))
    answer = _edit(sign_in("alice"), table.replace(row, "| chou | août |\n"), 1)
    assert "Tableau : colonnes « légume », sans titre" in _said(answer)


@pytest.mark.parametrize(
    "refused", [{"summary": "é" * 600}, {"body": "Deux.\0\n"}, {"undo": 1}, {"undo": 9}]
)
def test_an_undo_that_is_refused_leaves_one_s_draft(
    undone: FlaskClient, by: Ask, refused: dict[str, object]
) -> None:
    answer = _settle(undone, **{"choice-0": "typed", "typed-0": "Trois.", **refused})
    assert answer.status_code in (404, 422)
    assert "Trois." in answer.text
    assert _draft(by) == "Mon brouillon.\n"


def test_an_undo_that_meets_the_page_again_says_so_and_leaves_one_s_draft(
    undone: FlaskClient, by: Ask, ask: Ask
) -> None:
    by("bob", save, Edit("Lieu", "Deux quater.\n", 3))
    answer = _settle(undone, **{"choice-0": "mine"})
    assert answer.status_code == 409
    assert "La page a encore changé, à un passage que l’annulation change." in answer.text
    assert "Annuler la version 2" in _said(answer)
    assert _labels(answer)[:2] == ["Le texte d’aujourd’hui", "Le résultat de vos choix"]
    for false in ("Pendant que vous écriviez", "La vôtre", "en brouillon"):
        assert false not in answer.text
    assert _draft(by) == "Mon brouillon.\n"
    again = {"base": 3, "head": 4, "choice-0": "mine"}
    assert _settle(undone, **again).location == "/wiki/Lieu?saved=5"
    assert ask(lambda: queries.body(queries.get("Lieu"))) == "Deux.\n"
    assert _draft(by) == "Mon brouillon.\n"


def test_the_sheet_goes_back_with_the_text_of_an_undo(
    sign_in: SignIn, write: Write, by: Ask, ask: Ask
) -> None:
    write("Lieu", "Deux.\n")
    by("bob", save, Edit("Lieu", "Deux.\n", 1, sheet=place(name="Lieu")))
    by("bob", save, Edit("Lieu", "Deux bis.\n", 2, sheet=place(name="Lieu", status="closed")))
    by("bob", save, Edit("Lieu", "Deux ter.\n", 3, sheet=place(name="Halle", status="closed")))
    client = sign_in("alice")
    assert people.post(client, "/wiki/Lieu/undo", number=3).status_code == 409
    by("bob", save, Edit("Lieu", "Deux quater.\n", 4))
    first = {"base": 3, "head": 4, "undo": 3, "choice-0": "mine"}
    assert _settle(client, **first).status_code == 409
    assert _settle(client, **(first | {"base": 4, "head": 5})).location == "/wiki/Lieu?saved=6"
    head = ask(lambda: queries.head(queries.get("Lieu")))
    assert head.sheet == place(name="Halle")


def test_a_sheet_that_contradicts_an_undo_is_told_before_one_chooses(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    write("Lieu", "Deux.\n")
    by("bob", save, Edit("Lieu", "Deux.\n", 1, sheet=place()))
    by("bob", save, Edit("Lieu", "Deux bis.\n", 2, sheet=place(status="closed")))
    by("bob", save, Edit("Lieu", "Deux ter.\n", 3, sheet=place(status="paused")))
    answer = people.post(sign_in("alice"), "/wiki/Lieu/undo", number=3)
    assert answer.status_code == 409
    assert "les mêmes champs de la fiche" in answer.text
    assert 'name="choice-0"' not in answer.text


def test_a_newcomer_is_refused_an_undo_before_choosing(
    sign_in: SignIn, write: Write, app: Flask, ask: Ask
) -> None:
    write("Lieu", "Deux.\n", "Deux bis.\n", "Deux ter.\n")
    with app.app_context():
        change_settings(people.make("alice"), {"newcomer_review": "3"})
    client = sign_in("charlie")
    assert people.post(client, "/wiki/Lieu/undo", number=2).status_code == 403
    assert _settle(client, **{"choice-0": "mine"}).status_code == 403
    assert ask(queries.get, "Lieu").head == 3


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


def test_those_who_saved_together_are_others(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", "Un café.\n")
    charlie = by("charlie", lambda actor: actor.member_id)
    by("bob", save, Edit("Lieu", "Un thé.\n", 1, co_author_ids=(charlie,)))
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "d’autres ont modifié le même passage que vous" in answer.text
    assert "bob a modifié" not in answer.text
    assert _labels(answer)[0] == "La version enregistrée entre-temps"


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


def test_two_visitors_are_not_taken_for_one(
    sign_in: SignIn, write: Write, client: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        change_settings(people.make("alice"), {"editing": "anyone"})
    write("Lieu", "Un café.\n")
    for base, body in ((1, "Un thé.\n"), (2, "Un maté.\n")):
        assert people.post(client, "/wiki/Lieu/edit", body=body, base=base).status_code == 303
    answer = _edit(sign_in("charlie"), "Un sirop.\n", 1)
    assert "d’autres ont modifié le même passage que vous" in answer.text


def test_a_cell_says_its_row_and_its_column(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", TABLE)
    by("bob", save, Edit("Lieu", TABLE.replace("automne", "fin de l’été et automne"), 1))
    answer = _edit(sign_in("charlie"), TABLE.replace("automne", "septembre"), 1)
    assert "Passage 1 sur 1 Tableau : ligne « courge », colonne « récolte »" in _said(answer)
