"""Two revisions compared over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from wiki.merge.views import MOST_CHANGED
from wiki.pages.models import Page
from wiki.pages.service.rename import rename

Write = Callable[..., Page]


@pytest.mark.parametrize(("old", "new"), [("1", "2"), ("2", "1")])
def test_two_revisions_are_chosen_in_any_order(
    client: FlaskClient, write: Write, old: str, new: str
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = client.get(f"/wiki/Lieu/diff?from={old}&to={new}")
    assert (answer.status_code, answer.location) == (302, "/wiki/Lieu/diff/1..2")


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("", ["diff-inline", "<del>", "café", "<ins>", "thé"]),
        ("?view=side", ["diff-side", "<del>", "<ins>"]),
        ("?view=rendered", ["diff-rendered", "<del>café</del>", "<ins>thé</ins>"]),
        ("?view=unknown", ["diff-inline"]),
    ],
)
def test_a_comparison_has_three_views(
    client: FlaskClient, write: Write, view: str, shown: list[str]
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = client.get(f"/wiki/Lieu/diff/1..2{view}")
    assert answer.status_code == 200
    for piece in shown:
        assert piece in answer.text


@pytest.mark.parametrize("view", ["inline", "side", "rendered"])
def test_each_view_says_that_a_block_moved(client: FlaskClient, write: Write, view: str) -> None:
    moved = "Un paragraphe qui part de la tête et que l’on retrouve plus bas.\n\n"
    stays = "# Gare\n\nUn café.\n\n# Quai\n\nUn thé.\n\n"
    write("Lieu", moved + stays, stays + moved)
    text = client.get(f"/wiki/Lieu/diff/1..2?view={view}").text
    for said in ("déplacé plus loin (bloc 1)", "déplacé ici (bloc 1)", "1 bloc déplacé"):
        assert said in text
    assert text.count("↕") == 2


def test_a_comparison_says_how_many_words_and_what_lies_between(
    client: FlaskClient, write: Write
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n", "Un thé vert.\n")
    text = client.get("/wiki/Lieu/diff/1..3").text
    assert "2 mots ajoutés" in text
    assert "1 mot retiré" in text
    assert "1 version intermédiaire n’est pas montrée." in text


def test_a_revision_compared_with_itself_says_the_same(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert "disent la même chose" in client.get("/wiki/Lieu/diff/1..1").text


def test_a_text_is_never_markup_in_a_comparison(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un <script>alert(1)</script>.\n")
    for view in ("inline", "side", "rendered"):
        assert "<script>alert" not in client.get(f"/wiki/Lieu/diff/1..2?view={view}").text


@pytest.mark.parametrize(
    ("span", "status"),
    [("1", 422), ("1..x", 422), ("..", 422), ("0..1", 422), ("1..9", 404), ("1.." + "9" * 99, 422)],
)
def test_a_comparison_that_is_none_is_refused(
    client: FlaskClient, write: Write, span: str, status: int
) -> None:
    write("Lieu", "Un café.\n")
    assert client.get(f"/wiki/Lieu/diff/{span}").status_code == status


def test_a_comparison_asked_again_is_the_same(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n", "Un sirop.\n")
    first = client.get("/wiki/Lieu/diff/1..2").text
    assert client.get("/wiki/Lieu/diff/1..3").text != first
    assert client.get("/wiki/Lieu/diff/2..1").text != first
    assert client.get("/wiki/Lieu/diff/1..2").text == first
    english = client.get("/wiki/Lieu/diff/1..2", headers={"Accept-Language": "en"}).text
    assert "end of addition" in english
    assert "fin d’ajout" not in english


def test_a_comparison_is_found_by_an_old_title(
    client: FlaskClient, write: Write, by: Callable[..., Any]
) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    by("alice", rename, page.uid, "Endroit")
    text = client.get("/wiki/Lieu/diff/1..2").text
    assert "café" in text
    assert "/wiki/Endroit?rev=1" in text


def test_each_comparison_bears_its_own_title_in_the_same_frame(
    client: FlaskClient, write: Write
) -> None:
    for title in ("Lieu", "Gare/Café & thé"):
        write(title, "Un café.\n", "Un thé.\n")
    for _ in range(2):
        text = client.get("/wiki/Lieu/diff/1..2").text
        assert text.count("Différences dans « Lieu »") == 2
        assert "Gare" not in text
        text = client.get("/wiki/Gare/Café_&_thé/diff/1..2").text
        assert text.count("Différences dans « Gare/Café &amp; thé »") == 2
        assert '<li><a href="/wiki/Gare">Gare</a></li>' in text
        assert "Lieu" not in text.partition("<main")[2]


def test_only_who_may_is_offered_to_undo_and_to_review(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], write: Write
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    charlie, dora = sign_in("charlie"), sign_in("dora")
    for _ in range(2):
        for who, may in ((charlie, True), (dora, False), (client, False)):
            text = who.get("/wiki/Lieu/diff/1..2").text
            assert ('action="/wiki/Lieu/undo"' in text) == may
            assert ('action="/wiki/Lieu/review"' in text) == may


def test_what_was_not_a_plain_edit_bears_its_name(
    client: FlaskClient, write: Write, by: Callable[..., Any]
) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    by("alice", rename, page.uid, "Endroit")
    text = client.get("/wiki/Endroit/diff/1..3").text
    assert '<span class="badge badge-accent">création</span>' in text
    assert '<span class="badge badge-accent">renommage</span>' in text
    assert "sous le titre « Lieu »" in text
    assert "badge-accent" not in client.get("/wiki/Endroit/diff/2..2").text


@pytest.mark.parametrize("view", ["inline", "side"])
def test_lines_that_are_not_shown_are_counted_and_a_link_away(
    client: FlaskClient, write: Write, view: str
) -> None:
    lines = [f"- lieu {at}\n" for at in range(MOST_CHANGED + 1_500)]
    write("Lieu", "Un café.\n", "Un café.\n" + "".join(lines))
    text = client.get(f"/wiki/Lieu/diff/1..2?view={view}").text.replace("\u202f", " ")
    assert "1 500 autres lignes modifiées ne sont pas montrées." in text
    assert f"lieu {MOST_CHANGED - 1}" in text
    assert f"lieu {MOST_CHANGED}" not in text
    for number in (1, 2):
        assert f'href="/wiki/Lieu/raw?rev={number}"' in text
    assert lines[-1].strip() in client.get("/wiki/Lieu/raw?rev=2").text
    assert "/raw?rev=" not in client.get("/wiki/Lieu/diff/1..1").text
