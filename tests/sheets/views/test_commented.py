"""The fields of a sheet that are commented on, from where a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.discussions.kinds import parts_of
from wiki.pages.models import Page

SignIn = Callable[[str], FlaskClient]
PASSAGE = "/wiki/Arrêt_Minute/talk/passage"
PARKED = [{"kind": "car", "count": 4}]


def _comment(client: FlaskClient, block: str, **more: str) -> str:
    form = client.get(f"{PASSAGE}?block={block}").text
    sent = dict(
        re.findall(r'name="(submission|revision|block|quote|before)" value="([^"]*)"', form)
    )
    done = people.post(client, PASSAGE, **(sent | {"text": "Sûr ?"} | more))
    assert done.status_code == 303, done.text
    return str(done.location)


def _read(client: FlaskClient, path: str) -> str:
    """What a screen says, or an answer of the API as it is read."""
    answer = client.get(path)
    return repr(answer.get_json()) if answer.is_json else answer.text


def _parts(page: Page) -> dict[str, str]:
    return {part.id: part.text for part in parts_of("page", page.uid, page.head)}


def test_a_field_is_read_with_its_label(app: Flask, describe: Describe) -> None:
    page = describe("Arrêt Minute", place(opening_hours="Mo-Fr 09:00-18:00")).page
    with app.app_context():
        found = _parts(page)
    assert found["f-opening_hours"].endswith("\u00a0: lundi–vendredi 9h-18h")
    assert found["f-name"].endswith("\u00a0: Arrêt Minute")


def test_what_some_alone_may_see_is_not_quoted(app: Flask, describe: Describe) -> None:
    page = describe("Arrêt Minute", place(lease_end="2031-04", surface_built=212)).page
    with app.app_context():
        found = _parts(page)
    assert "212" in repr(found)
    assert "f-lease_end" not in found
    assert "2031" not in repr(found)


def test_a_comment_stands_while_the_field_says_the_same(
    app: Flask, client: FlaskClient, sign_in: SignIn, describe: Describe
) -> None:
    describe("Arrêt Minute", place(opening_hours="Mo-Fr 09:00-18:00"))
    charlie = sign_in("charlie")
    assert 'data-part="f-opening_hours"' in client.get("/wiki/Arrêt_Minute").text
    where = _comment(charlie, "f-opening_hours")
    assert "lundi–vendredi 9h-18h" in client.get(where).text
    assert (
        '<li class="comment" data-part="f-opening_hours">' in client.get("/wiki/Arrêt_Minute").text
    )
    describe("Arrêt Minute", place(opening_hours="Mo-Fr 09:00-18:00", status="closed"))
    assert "Le passage a changé depuis" not in client.get("/wiki/Arrêt_Minute").text
    describe("Arrêt Minute", place(opening_hours="Mo-Fr 10:00-18:00"))
    changed = client.get("/wiki/Arrêt_Minute").text
    assert "Le passage a changé depuis" in changed
    assert "9h-18h" in changed


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_field_that_is_not_for_all_any_more_is_quoted_to_those_who_may_read_it(
    client: FlaskClient, sign_in: SignIn, describe: Describe, is_changed: bool
) -> None:
    said = "Un hangar secret"
    describe("Arrêt Minute", place(tagline=said))
    charlie, alice = sign_in("charlie"), sign_in("alice")
    where = _comment(charlie, "f-tagline").partition("#")[0]
    if is_changed:
        describe("Arrêt Minute", place(tagline="Un jardin"))
    page = "/wiki/Arrêt_Minute"
    thread = f"/api/v1{where}"
    screens = (page, f"{page}/talk", f"{page}/talk.atom", where, "/talk", "/talk.atom", thread)
    calls = ("/api/v1/pages/Arrêt_Minute/talk", "/api/v1/talk")
    told = [*screens, *calls]
    assert all(said in _read(client, path) for path in told)
    kept = {"group": "identity", "visibility": "stewards", "base": "0"}
    answer = people.post(alice, "/admin/sheets/place/fields/tagline", **kept)
    assert answer.status_code == 303, answer.text
    for path in told:
        for reader in (client, charlie):
            text = _read(reader, path)
            assert "secret" not in text, path
            assert "jardin" not in text, path
            assert "Champ réservé" in text, path
        assert path.startswith("/api") or said in _read(alice, path), path
    assert "ne vous est pas donné à lire" in client.get(where).text
    passage = client.get(thread).get_json()["thread"]["passage"]
    assert (passage["kept"], passage["quote"], passage["after"]) == (True, "", "")
    unsent = {"revision": "1", "block": "f-tagline", "quote": f"Présentation courte\u00a0: {said}"}
    refused = people.post(charlie, PASSAGE, **unsent, text="Ce que j’écrivais")
    assert refused.status_code == 422
    assert "Ce que j’écrivais" in refused.text
    assert "secret" not in refused.text


def test_a_field_is_not_reworded_in_a_comment(sign_in: SignIn, describe: Describe) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    form = charlie.get(f"{PASSAGE}?block=f-status").text
    assert "Commenter un champ" in form
    assert "Proposer cette réécriture" not in form
    sent = {"revision": "1", "block": "f-status", "quote": "Ouvert", "text": "Sûr ?"}
    refused = people.post(charlie, PASSAGE, **sent, becomes="Fermé")
    assert refused.status_code == 422
    assert "Un champ ne se réécrit pas" in refused.text


@pytest.mark.parametrize("block", ["f-", "f-nothing", "x" * 300, "²"])
def test_refuses_a_field_that_is_none(sign_in: SignIn, describe: Describe, block: str) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    shown = charlie.get(f"{PASSAGE}?block={block}")
    assert shown.status_code == 200
    assert "Choisissez-le dans la liste" in shown.text
    sent = {"revision": "1", "block": block, "quote": "Ouvert", "text": "Sûr ?"}
    assert people.post(charlie, PASSAGE, **sent).status_code == 422
