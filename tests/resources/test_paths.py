"""A path: its steps, and what each ticks there for oneself."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.resources.conftest import Describe
from wiki.kernel.db import act
from wiki.resources.rules import tasks_of
from wiki.resources.service.ticks import PERSONAL

STEPS = [
    {
        "title": "L’idée",
        "introduction": "Un groupe d’abord.",
        "tasks": ["Trouver cinq personnes", "Fixer un rendez-vous"],
        "reading": ["Guide", "Page à écrire"],
        "stage": "idea",
    },
    {"title": "Le montage", "tasks": ["Choisir un statut"], "theme": "legal"},
]


def _form(keys: list[str], html: str) -> dict[str, object]:
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    return {"csrf_token": token[1], "task": keys}


def test_a_path_leads_through_its_steps(client: FlaskClient, describe: Describe) -> None:
    assert "Aucun parcours n’est encore décrit." in client.get("/paths").text
    describe("Guide", stage=["idea"], theme=["design"])
    describe("Bail", theme=["legal"])
    page = describe("Créer un lieu", kind="path", steps=STEPS)
    listed = client.get("/paths").text.replace("\u00a0", " ")
    assert "2 étapes · 3 tâches" in listed
    assert f'href="/paths/{page.uid}/1"' in client.get("/wiki/Créer_un_lieu").text
    first = client.get(f"/paths/{page.uid}/1").text
    for said in ("Étape 1 sur 2", "Un groupe d’abord.", "Trouver cinq personnes", "(à écrire)"):
        assert said in first.replace("\u00a0", " ")
    assert re.findall(r'resource-title"><a href="([^"]+)"', first) == ["/wiki/Guide"]
    assert 'rel="next"' in first
    assert "data-path-tasks" in first  # kept by the browser, without an account
    second = client.get(f"/paths/{page.uid}/2").text
    assert re.findall(r'resource-title"><a href="([^"]+)"', second) == ["/wiki/Bail"]
    whole = client.get(f"/paths/{page.uid}").text
    assert whole.count("☐") == 3
    for missing in ("3", "0"):
        assert client.get(f"/paths/{page.uid}/{missing}").status_code == 404
    guide = describe("Guide")
    assert client.get(f"/paths/{guide.uid}").status_code == 404
    assert client.get("/paths/nothing").status_code == 404


def test_what_is_ticked_is_ones_own(
    app: Flask, sign_in: Callable[[str], FlaskClient], describe: Describe
) -> None:
    page = describe("Créer un lieu", kind="path", steps=STEPS)
    url = f"/paths/{page.uid}/1"
    keys = [task.key for task in tasks_of(STEPS[0]["tasks"])]
    charlie = sign_in("charlie")
    sent = charlie.post(url, data=_form([keys[0], "of nothing"], charlie.get(url).text))
    assert (sent.status_code, sent.location) == (303, url)
    assert charlie.get(url).text.count(" checked") == 1
    assert "fait : 1 sur 3" in charlie.get("/paths").text.replace("\u00a0", " ")
    form = _form([keys[1]], charlie.get(url).text) | {"next": "1"}
    assert charlie.post(url, data=form).location == f"/paths/{page.uid}/2"
    assert re.findall(r'value="(\w+)" checked', charlie.get(url).text) == [keys[1]]
    assert charlie.get(f"/paths/{page.uid}").text.count("☑") == 1
    with app.app_context():
        member = people.make("charlie").member_id
        assert member is not None
        assert [row["task"] for row in PERSONAL.of(member)["ticks"]] == [keys[1]]
        with act():
            PERSONAL.erase(member)
        assert PERSONAL.of(member)["ticks"] == []
    bob = sign_in("bob")
    assert " checked" not in bob.get(url).text
    assert bob.post(f"/paths/{page.uid}/9", data=_form([], bob.get(url).text)).status_code == 404
