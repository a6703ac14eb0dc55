"""The screens that take a table of places back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.service import run_all
from wiki.kernel.permissions import Role
from wiki.places.imports import table


@pytest.fixture
def steward(app: Flask, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """The browser of a steward."""
    with app.app_context():
        people.make("steward", Role.STEWARD)
    return sign_in("steward")


def token(client: FlaskClient, path: str) -> str:
    """The token of the forms of a screen."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def send(client: FlaskClient, data: bytes, name: str = "lieux.csv") -> TestResponse:
    """Send a file."""
    form: dict[str, Any] = {"csrf_token": token(client, "/places/imports")}
    if name:
        form["file"] = (io.BytesIO(data), name)
    return client.post("/places/imports", data=form)


def test_a_workbook_goes_and_comes_back(
    describe: Describe, steward: FlaskClient, ask: Callable[..., Any]
) -> None:
    uid = describe("Arrêt Minute", place()).page.uid
    sent = send(steward, f"uid,revision,État,Rue?\n{uid},1,Fermé,x\n".encode())
    assert sent.status_code == 303
    path = sent.headers["Location"]
    shown = steward.get(path).text
    assert "Cellule par cellule" in shown
    assert "Ouvert" in shown
    assert "Fermé" in shown
    assert "Rue?" in shown  # a column that is not read is said
    form = {"csrf_token": token(steward, path), "summary": "Corriger"}
    assert steward.post(f"{path}/start", data=form).status_code == 303
    ask(run_all)
    assert "un lieu corrigé" in steward.get(path).text.replace("\u00a0", " ")
    assert steward.post(f"{path}/undo", data=form).status_code == 303
    ask(run_all)
    assert "un lieu remis comme avant" in steward.get(path).text.replace("\u00a0", " ")
    assert "lieux.csv" in steward.get("/places/imports").text


BAD = {
    "nothing": (b"", ""),
    "blank": (b"", "a.csv"),
    "one word": (b"a", "a.csv"),
    "not text": (b"\x00\x01\x02,\x00", "a.csv"),
    "latin-1": ("uid,revision,État\nà,1,b\n".encode("latin-1"), "a.csv"),
    "not a workbook": (b"PK\x03\x04xl/workbook.xml", "a.xlsx"),
    "no identifier": (b"Nom,Rue\na,b\n", "a.csv"),
    "too large": (b"a," * 100_000, "a.csv"),
}


@pytest.mark.parametrize("name", BAD)
def test_refuses_a_bad_file_with_a_sentence(
    steward: FlaskClient, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST", 150_000)
    answer = send(steward, *BAD[name])
    assert answer.status_code in (413, 422)
    assert re.search(r'<p class="error"', answer.text)


def test_refuses_who_may_not(
    sign_in: Callable[[str], FlaskClient], client: FlaskClient, describe: Describe
) -> None:
    describe("Arrêt Minute", place())
    assert sign_in("charlie").get("/places/imports").status_code == 403
    assert client.get("/places/imports").status_code == 403
    assert "/places/imports" not in client.get("/places").text


def test_what_is_not_there_is_said(steward: FlaskClient) -> None:
    assert steward.get("/places/imports/nothing").status_code == 404
    assert steward.get("/places/imports?before=zzz").status_code == 200
