"""Two pages of one place side by side: chosen, shown, made one, taken apart."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.kernel.permissions import Role
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def two(describe: Describe, app: Flask) -> tuple[str, str]:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    phone = place(name="Arrêt minute", phone="+33557000000", website="https://un.exemple.fr")
    one = describe("Arrêt Minute", place()).page.uid
    other = describe("Minute", phone).page.uid
    with app.app_context():
        save(people.make("alice"), Edit("Minute", "Une ligne de téléphone.\n", 1))
    return one, other


def fields(text: str) -> dict[str, str]:
    """What a form of the screen sends."""
    sent = {}
    for tag in re.findall(r"<input[^>]*>", text):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") == "hidden" or " checked" in tag):
            sent[given["name"]] = html.unescape(given.get("value", ""))
    return {name: value for name, value in sent.items() if name != "csrf_token"}


def test_the_pair_is_chosen_shown_joined_and_taken_apart(
    two: tuple[str, str], sign_in: SignIn
) -> None:
    eric = sign_in("eric")
    address = f"/places/doubles/{two[0]}/{two[1]}"
    assert address in eric.get("/places/doubles").text
    shown = eric.get(address).text
    assert "Page gardée" in shown
    assert fields(shown)["kept"] == two[1]  # the fuller one
    sent = fields(eric.get(f"{address}?kept={two[0]}").text)
    assert sent["choice-phone"] == "mine"
    preview = people.post(eric, address, **sent | {"do": "preview", "choice-website": "head"})
    assert "Ce qui n’est pas repris" in preview.text
    assert "un.exemple.fr (Minute)" in preview.text
    for screen in (shown, preview.text):
        trail = screen.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]
        assert trail.index('href="/admin"') < trail.index('href="/places/doubles"')
    again = people.post(eric, address, **fields(preview.text) | {"do": "choose"}).text
    assert fields(again)["choice-website"] == "head"
    sent = fields(preview.text) | {"do": "join"}
    done = people.post(eric, address, **sent)
    assert (done.status_code, done.location) == (303, "/wiki/Arr%C3%AAt_Minute?saved=2")
    assert people.post(eric, address, **sent).status_code == 303  # sent twice: done once
    visitor = eric.application.test_client()
    page = visitor.get("/wiki/Minute", follow_redirects=True).text
    assert "qui mène ici" in page
    assert "Une ligne de téléphone" in page
    assert "un.exemple.fr" not in page
    for path in ("history", "diff/1..2", "talk", "replay", "cite", "raw?rev=2", "?rev=1"):
        answer = visitor.get(f"/wiki/Minute{'' if path[0] == '?' else '/'}{path}")
        assert answer.status_code == 200, path
    assert "a été réunie" in visitor.get("/wiki/Arr%C3%AAt_Minute/history").text
    there = visitor.get("/wiki/Minute?redirect=no").text
    assert "mène à" in there
    assert "Séparer" not in there
    [form] = re.findall(
        r'action="(/places/joinings/\w+/part)"', eric.get("/wiki/Minute?redirect=no").text
    )
    parted = people.post(eric, form)
    assert "sont séparées" in eric.get(parted.location).text
    assert visitor.get("/wiki/Minute").status_code == 200
    assert people.post(eric, form).status_code == 404


def test_what_was_being_written_on_the_page_that_is_joined_is_not_lost_nor_mixed_up(
    two: tuple[str, str], sign_in: SignIn, app: Flask
) -> None:
    eric, charlie = sign_in("eric"), sign_in("charlie")
    mine = {"body": "Une ligne, et un four.\n", "base": "2", "summary": "Le four"}
    people.post(charlie, "/wiki/Minute/draft", **mine)
    people.post(charlie, "/wiki/Minute/draft", **mine | {"body": "À part.\n", "section": "1"})
    with app.app_context():
        save(people.make("alice"), Edit("Arrêt Minute", "Ouvert en 2010.\n", 1))
    address = f"/places/doubles/{two[0]}/{two[1]}"
    sent = fields(eric.get(f"{address}?kept={two[0]}").text) | {"do": "join", "text": "leave"}
    assert people.post(eric, address, **sent).status_code == 303

    def kept() -> str:
        with app.app_context():
            return pages.body(pages.get("Arrêt Minute"))

    late = people.post(charlie, "/wiki/Minute/edit", **mine, action="save")
    assert late.status_code == 409
    assert "a été réunie à" in late.text
    assert mine["body"] in late.text
    assert kept() == "Ouvert en 2010.\n"
    settled = {"mine": mine["body"], "base": "1", "head": "2", "summary": ""}
    assert "a été réunie à" in people.post(charlie, "/wiki/Minute/conflict", **settled).text
    people.post(charlie, "/wiki/Minute/draft", **mine)  # the form goes on keeping what is typed
    listed = charlie.get("/drafts").text
    assert "a été réunie à" in listed
    assert 'href="/wiki/Arr%C3%AAt_Minute/edit"' in listed
    form = charlie.get("/wiki/Minute/edit", follow_redirects=True).text
    assert form.count("Vous aviez commencé à écrire dans") == 2
    assert mine["body"] in form
    assert "à écrire dans" not in eric.get("/wiki/Arrêt_Minute/edit").text
    taken = {"body": mine["body"], "base": "0", "action": "preview"}
    assert people.post(charlie, "/wiki/Arrêt_Minute/edit", **taken).status_code == 200
    chosen = people.post(charlie, "/wiki/Arrêt_Minute/edit", **taken | {"action": "save"})
    assert chosen.status_code == 409
    assert "Ouvert en 2010." in chosen.text
    assert kept() == "Ouvert en 2010.\n"
    people.post(charlie, "/wiki/Minute/draft/delete", section="1")
    form = charlie.get("/wiki/Arrêt_Minute/edit").text
    assert form.count("à écrire dans") == 1


def test_what_changed_meanwhile_is_shown_with_the_choices_kept(
    two: tuple[str, str], sign_in: SignIn, describe: Describe, app: Flask
) -> None:
    eric = sign_in("eric")
    address = f"/places/doubles/{two[0]}/{two[1]}"
    sent = fields(eric.get(f"{address}?kept={two[0]}").text) | {"do": "join"}
    sent |= {"choice-website": "head", "text": "leave"}
    describe("Minute", place(name="Arrêt minute", phone="+33557111111"))
    answer = people.post(eric, address, **sent)
    assert answer.status_code == 409
    assert "a changé pendant que vous choisissiez" in answer.text
    assert "05 57 11 11 11" in answer.text
    assert fields(answer.text)["text"] == "leave"
    with app.app_context():
        assert pages.find("Minute") is not None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kept_base": "9" * 60, "other_base": "x"},
        {"kept_base": "²", "choice-name": "autre", "choice-\0": "mine", "text": "\0"},
    ],
)
def test_refuses_a_form_that_is_not_one(
    two: tuple[str, str], sign_in: SignIn, given: dict[str, Any]
) -> None:
    eric = sign_in("eric")
    address = f"/places/doubles/{two[0]}/{two[1]}"
    for do in ("join", "preview", ""):
        assert 400 <= people.post(eric, address, **given | {"do": do}).status_code < 500


def test_refuses_those_who_do_not_judge_doubles(two: tuple[str, str], sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    address = f"/places/doubles/{two[0]}/{two[1]}"
    assert charlie.get(address).status_code == 403
    assert people.post(charlie, address, do="join").status_code == 403
    assert people.post(charlie, "/places/joinings/x/part").status_code == 403
    eric = sign_in("eric")
    for pair in (f"{two[0]}/{two[0]}", f"{two[0]}/x", "%00/%00", f"{'x' * 300}/y"):
        assert 400 <= eric.get(f"/places/doubles/{pair}").status_code < 500
