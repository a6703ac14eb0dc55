"""Tags on the screens: shown, filtered by, put by moderators."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.tagging import tag
from wiki.pages.service.turn_back import undo

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
By = Callable[..., object]


def test_tags_are_shown_wherever_a_revision_is(client: FlaskClient, write: Write, by: By) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    by("bob", tag, page.uid, 2, "sources")
    for path in ("/wiki/Lieu/history", "/changes", "/changes.atom", "/wiki/Lieu/diff/1..2"):
        assert "sources à vérifier" in client.get(path).text, path
    found = client.get("/api/v1/changes?tag=sources").get_json()["changes"]
    assert [one["revision"]["tags"] for one in found] == [["sources"]]
    assert client.get("/api/v1/changes?tag=nowhere").get_json()["changes"] == []


def test_changes_are_filtered_by_a_tag(client: FlaskClient, write: Write, by: By) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    write("Autre", "Rien.\n")
    by("bob", undo, page.uid, 2)
    shown = client.get("/changes?tag=undone").text
    assert "/wiki/Lieu/diff/2..3" in shown
    assert "/wiki/Autre?rev=1" not in shown
    assert "Rien de tel" in client.get("/changes?tag=nowhere").text
    assert "/wiki/Lieu/diff/2..3" in client.get("/changes.atom?tag=undone").text


@pytest.mark.parametrize("path", ["/changes", "/wiki/Lieu/history", "/review"])
def test_a_tag_is_explained_where_it_narrows_a_list(
    sign_in: SignIn, write: Write, path: str
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    bob, told = sign_in("bob"), "défait une modification d’avant"
    assert told in bob.get(f"{path}?tag=undone").text
    assert told not in bob.get(path).text
    assert told not in bob.get(f"{path}?tag=nowhere").text
    bob.set_cookie("wiki_language", "en")
    assert "undoes an earlier change" in bob.get(f"{path}?tag=undone").text


def test_what_made_a_revision_leads_to_its_like(client: FlaskClient, write: Write, by: By) -> None:
    page = write("Lieu", "Un café.\n", "Un thé.\n")
    by("bob", undo, page.uid, 2)
    shown = client.get("/wiki/Lieu/history").text
    assert 'class="badge badge-tag badge-accent" href="/changes?tag=undone"' in shown


def test_the_history_of_a_page_is_filtered_by_a_tag(
    client: FlaskClient, write: Write, by: By
) -> None:
    page = write("Lieu", *(f"Version {n}.\n" for n in range(1, 61)))
    for number in range(3, 60):
        by("bob", tag, page.uid, number, "sources")
    shown = client.get("/wiki/Lieu/history?tag=sources").text
    assert '<li value="59">' in shown
    assert '<li value="60">' not in shown
    assert 'value="sources" selected' in shown
    older = re.search(r'"(/wiki/Lieu/history\?before=\d+[^"]*)"', shown)
    assert older
    rest = client.get(older[1].replace("&amp;", "&")).text
    assert re.findall(r'<li value="(\d+)"', rest) == [str(n) for n in range(9, 2, -1)]
    found = client.get("/api/v1/pages/Lieu/revisions?tag=sources&limit=2").get_json()
    assert [one["number"] for one in found["revisions"]] == [59, 58]


def test_a_history_without_that_tag_says_so(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert "Filtrer les versions" not in client.get("/wiki/Lieu/history").text
    shown = client.get("/wiki/Lieu/history?tag=sources").text
    assert "Aucune version n’a cette étiquette." in shown
    assert "Filtrer les versions" in shown
    assert "<ol" not in shown.partition('class="history-form"')[2].partition("</form>")[0]


def test_a_moderator_puts_one_and_takes_it_away(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    bob = sign_in("bob")
    answer = people.post(bob, "/wiki/Lieu/tag", number=2, tag="exemplary")
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu/diff/1..2")
    assert "Retirer « exemplaire »" in bob.get(answer.location).text
    people.post(bob, "/wiki/Lieu/tag", number=2, tag="exemplary", do="take")
    assert "Retirer « exemplaire »" not in bob.get(answer.location).text


def test_others_are_not_offered_to(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    charlie = sign_in("charlie")
    assert "Étiqueter" not in charlie.get("/wiki/Lieu/diff/1..2").text
    assert people.post(charlie, "/wiki/Lieu/tag", number=2, tag="exemplary").status_code == 403


def test_a_tag_that_is_none_is_refused(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = people.post(sign_in("bob"), "/wiki/Lieu/tag", number=2, tag="undone")
    assert answer.status_code == 422
    assert "Il n’y a pas de telle étiquette" in answer.text
