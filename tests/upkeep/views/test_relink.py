"""Rewriting links over HTTP: offered after a renaming, previewed, followed, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.jobs.service import run_all
from wiki.pages.models import Page
from wiki.pages.service.protect import protect

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., object]


@pytest.fixture
def renamed(write: Write, sign_in: SignIn) -> FlaskClient:
    """The browser of charlie, who has just given « Lieu » another title."""
    write("Lieu", "Ici.\n")
    for n in range(5):
        write(f"Page {n}", f"Voir [[Lieu]], {n}.\n")
    client = sign_in("charlie")
    people.post(client, "/wiki/Lieu/rename", title="Le Comptoir")
    return client


def plain(text: str) -> str:
    """A screen with plain spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_form_says_how_many_pages_lead_here(write: Write, sign_in: SignIn) -> None:
    write("Lieu", "Ici.\n")
    client = sign_in("charlie")
    assert "par ce titre" not in client.get("/wiki/Lieu/rename").text
    write("Un", "[[Lieu]]\n")
    assert "Une page mène ici par ce titre" in client.get("/wiki/Lieu/rename").text


def test_it_is_offered_after_a_renaming(renamed: FlaskClient, client: FlaskClient) -> None:
    shown = plain(renamed.get("/wiki/Le_Comptoir?renamed=Lieu").text)
    assert "5 pages y mènent encore par « Lieu »" in shown
    assert "/upkeep/relink?from=Lieu" in shown
    assert "y mènent encore" not in renamed.get("/wiki/Le_Comptoir?renamed=Page 1").text
    assert "/upkeep/relink" not in client.get("/wiki/Le_Comptoir?renamed=Lieu").text
    listed = plain(renamed.get("/upkeep/old-titles").text)
    assert "5 pages passent par là" in listed


def test_what_it_would_do_is_shown_first(renamed: FlaskClient, ask: Ask, write: Write) -> None:
    ask(lambda: protect(people.make("bob"), write("Page 3", "[[Lieu]] gelé\n").uid, "nobody"))
    shown = plain(renamed.get("/upkeep/relink?from=Lieu").text)
    assert "5 pages sont concernées." in shown
    assert "Une page que vous ne pouvez pas modifier" in shown
    assert shown.count("tend-sample") == 3
    assert "Lien vers « Le Comptoir », autrefois « Lieu »" in shown
    kept = renamed.get("/upkeep/relink?from=Lieu&keep=1").text
    assert "Le Comptoir|" in kept
    assert "Le Comptoir|" not in shown[shown.index("Par exemple") :]


def test_it_is_followed_and_undone(renamed: FlaskClient, app: Flask) -> None:
    sent = {"from": "Lieu", "summary": "Son nom"}
    answer = people.post(renamed, "/upkeep/relink", **sent)
    assert answer.status_code == 303
    followed = plain(renamed.get(answer.location).text)
    assert "Les liens sont réécrits : 0 page sur 5." in followed
    assert "Actualiser" in followed
    with app.app_context():
        run_all()
    assert "C’est fini : 5 pages réécrites." in plain(renamed.get(answer.location).text)
    assert "Son nom" in renamed.get("/wiki/Page_1/history").text
    assert "[[Le Comptoir]]" in renamed.get("/wiki/Page_1/raw").text
    assert "« Lieu » devient « Le Comptoir »" in plain(renamed.get("/upkeep/relinkings").text)
    undone = people.post(renamed, f"{answer.location}/undo")
    assert (undone.status_code, undone.location) == (303, answer.location)
    with app.app_context():
        run_all()
    assert "5 pages remises comme avant." in plain(renamed.get(answer.location).text)
    assert "[[Lieu]]" in renamed.get("/wiki/Page_1/raw").text


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"from": "Le Comptoir"}, 404, "n’est pas l’ancien titre"),
        ({"from": ""}, 404, "n’est pas l’ancien titre"),
        ({"from": "Lieu", "summary": "a" * 501}, 422, "501 caractères"),
    ],
)
def test_refuses_what_cannot_be_done(
    renamed: FlaskClient, sent: dict[str, str], status: int, says: str
) -> None:
    answer = people.post(renamed, "/upkeep/relink", **sent)
    assert answer.status_code == status
    assert says in plain(answer.text)


def test_refuses_who_may_not_rename(renamed: FlaskClient, sign_in: SignIn) -> None:
    dora = sign_in("dora")
    assert dora.get("/upkeep/relink?from=Lieu").status_code == 403
    assert people.post(dora, "/upkeep/relink", **{"from": "Lieu"}).status_code == 403
    assert people.post(dora, "/upkeep/relinkings/nobody/undo").status_code == 403
    assert renamed.get("/upkeep/relinkings/nobody").status_code == 404
    assert renamed.get("/upkeep/relink?from=Nulle part").status_code == 404
