"""Looking back over HTTP: the list, undoing, taking an old revision again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.drafts import draft
from wiki.pages.service.drafts import keep_draft
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]


def _body() -> str:
    return queries.body(queries.get("Lieu"))


def test_the_list_says_who_what_and_how_much(client: FlaskClient, write: Write, by: Ask) -> None:
    write("Lieu", "Un café.\n")
    by("charlie", save, Edit("Lieu", "Un café et un thé.\n", 1, "Le thé", is_minor=True))
    text = client.get("/wiki/Lieu/history").text
    for shown in ("alice", "charlie", "Le thé", "mineure", "création", "/wiki/Lieu/diff/1..2"):
        assert shown in text
    assert text.index("charlie") < text.index("alice")


def test_it_is_shown_a_few_revisions_at_a_time(client: FlaskClient, write: Write) -> None:
    write("Lieu", *(f"Version {number}.\n" for number in range(1, 121)))
    seen: list[int] = []
    address: str | None = "/wiki/Lieu/history"
    while address:
        text = client.get(address).text
        seen += [int(number) for number in re.findall(r'<li value="(\d+)"', text)]
        older = re.search(r"/wiki/Lieu/history\?before=\d+", text)
        address = older.group() if older else None
    assert seen == list(range(120, 0, -1))


def test_undoing_keeps_the_later_edits(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", "Un.\n\nDeux.\n", "Un, faux.\n\nDeux.\n", "Un, faux.\n\nDeux.\n\nTrois.\n")
    answer = people.post(sign_in("charlie"), "/wiki/Lieu/undo", number=2, summary="Erreur")
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu?saved=4")
    assert ask(_body) == "Un.\n\nDeux.\n\nTrois.\n"


def test_undoing_what_was_changed_again_asks(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n", "Un sirop.\n")
    client = sign_in("charlie")
    answer = people.post(client, "/wiki/Lieu/undo", number=2)
    assert answer.status_code == 409
    assert "Choisir ce qu’il faut garder" in answer.text
    fields = {"base": 2, "head": 3, "body": "Un café.\n", "choice-0": "mine"}
    assert people.post(client, "/wiki/Lieu/conflict", **fields).status_code == 303
    assert ask(_body) == "Un café.\n"


def test_undoing_leaves_the_draft_alone(sign_in: SignIn, write: Write, by: Ask) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n", "Un sirop.\n")
    by("charlie", keep_draft, "Lieu", body="Ce que j’écrivais.\n", base=3)
    assert people.post(sign_in("charlie"), "/wiki/Lieu/undo", number=2).status_code == 409
    kept = by("charlie", lambda actor: draft(actor.member_id, "Lieu"))
    assert kept is not None
    assert kept.body == "Ce que j’écrivais.\n"


def test_the_first_revision_is_not_undone(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = people.post(sign_in("charlie"), "/wiki/Lieu/undo", number=1)
    assert answer.status_code == 422
    assert "La première version d’une page ne s’annule pas" in answer.text


def test_an_old_revision_is_taken_again(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    client = sign_in("charlie")
    assert "Reprendre cette version" in client.get("/wiki/Lieu?rev=1").text
    answer = people.post(client, "/wiki/Lieu/restore", number=1)
    assert answer.status_code == 303
    assert (ask(queries.get, "Lieu").head, ask(_body)) == (3, "Un café.\n")


@pytest.mark.parametrize("act", ["undo", "restore"])
def test_going_back_is_refused_on_a_protected_page(
    sign_in: SignIn, write: Write, by: Ask, act: str
) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    by("bob", protect, page.uid, "moderators")
    answer = people.post(sign_in("charlie"), f"/wiki/Lieu/{act}", number=2)
    assert answer.status_code == 403
    assert "Cette page est protégée" in answer.text


@pytest.mark.parametrize("act", ["undo", "restore"])
@pytest.mark.parametrize(("number", "status"), [("9", 404), ("", 422), ("9" * 5000, 422)])
def test_a_number_that_is_none_is_refused(
    sign_in: SignIn, write: Write, act: str, number: str, status: int
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = people.post(sign_in("charlie"), f"/wiki/Lieu/{act}", number=number)
    assert answer.status_code == status


def test_a_range_is_marked_as_read_again(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un.\n", "Deux.\n", "Trois.\n")
    client = sign_in("charlie")
    answer = people.post(client, "/wiki/Lieu/review", first=2, last=3)
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu/history")
    assert client.get("/wiki/Lieu/history").text.count("relue") == 2


def test_a_reader_does_not_mark(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un.\n")
    client = sign_in("dora")
    assert "Marquer comme relu" not in client.get("/wiki/Lieu/diff/1..1").text
    assert people.post(client, "/wiki/Lieu/review", first=1, last=1).status_code == 403
