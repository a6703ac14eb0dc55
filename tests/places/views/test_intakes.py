"""The screens that take a file of others in."""

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
from tests.places.views.test_brought import token
from wiki.jobs.service import run_all
from wiki.kernel.permissions import Role
from wiki.places.imports import table

LIST = "Nom;Ville;Rue;Divers\nLe Quai;Pomerol;3 rue des Écoles;x\n=1+1;Pomerol;;y\n;Pomerol;;z\n"
GIVEN = {"form": "table", "source": "Une liste", "licence": "lo", "separator": "pipe"}
COLUMNS = {"c0": "name", "c1": "commune", "c2": "street", "c3": ""}


@pytest.fixture
def steward(app: Flask, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """The browser of a steward."""
    with app.app_context():
        people.make("steward", Role.STEWARD)
    return sign_in("steward")


def send(client: FlaskClient, data: bytes, name: str = "liste.csv") -> TestResponse:
    """Send a file."""
    form: dict[str, Any] = {"csrf_token": token(client, "/places/intakes")}
    if name:
        form["file"] = (io.BytesIO(data), name)
    return client.post("/places/intakes", data=form)


def described(client: FlaskClient, **said: str) -> TestResponse:
    """Send a file and describe it."""
    path = send(client, LIST.encode()).headers["Location"]
    form = {"csrf_token": token(client, path), **GIVEN, **COLUMNS, **said}
    return client.post(path, data=form)


def plain(answer: TestResponse) -> str:
    """The text of a screen, with plain spaces."""
    return answer.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_file_comes_in_and_goes_out(steward: FlaskClient, ask: Callable[..., Any]) -> None:
    sent = described(steward, day="2024-05-02", source_url="https://exemple.fr/liste")
    assert sent.status_code == 303
    path = sent.headers["Location"]
    assert "data-under-way" in steward.get(path).text
    ask(run_all)
    shown = plain(steward.get(path))
    assert "2 lieux seraient créés ou changés." in shown
    assert "Aucun nom lisible" in shown
    report = steward.get(f"{path}/report.csv")
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert "3,'=1+1,,lieu à créer," in report.text
    form = {"csrf_token": token(steward, path), "summary": "Importer"}
    assert steward.post(f"{path}/start", data=form).status_code == 303
    assert steward.post(f"{path}/stop", data=form).status_code == 303
    assert "L’import est arrêté" in steward.get(path).text
    steward.post(f"{path}/start", data=form)
    ask(run_all)
    assert "2 lieux importés" in plain(steward.get(path))
    assert steward.get("/wiki/Le_Quai").status_code == 200
    assert "3,'=1+1,'=1+1,lieu créé," in steward.get(f"{path}/report.csv").text
    steward.post(f"{path}/undo", data=form)
    ask(run_all)
    assert "2 lieux remis comme avant" in plain(steward.get(path))
    assert steward.get("/wiki/Le_Quai").status_code == 404
    assert "liste.csv" in steward.get("/places/intakes").text


def test_columns_are_proposed_with_their_values(steward: FlaskClient) -> None:
    shown = steward.get(send(steward, LIST.encode()).headers["Location"]).text
    chosen = re.findall(r'name="c\d"[^>]*>.*?</select>', shown, re.DOTALL)
    said = [re.findall(r'value="([^"]*)" selected', one) for one in chosen]
    assert said == [["name"], ["commune"], ["street"], []]
    assert "x · y · z" in shown


def test_another_form_shows_its_own_columns_and_keeps_what_was_typed(steward: FlaskClient) -> None:
    answer = described(steward, form="mednum", again="1", source="Hinaura")
    assert answer.status_code == 200
    assert 'name="c0"' not in answer.text
    assert 'value="Hinaura"' in answer.text


BAD_WORDS = {
    "no source": {"source": " "},
    "an endless source": {"source": "x" * 5_000},
    "no address": {"source_url": "javascript:alert(1)"},
    "no licence": {"licence": "²"},
    "no day": {"day": "hier"},
    "no form": {"form": "osm"},
    "no separator": {"separator": "x" * 500},
    "no name": {"c0": ""},
    "twice": {"c2": "name"},
    "no field": {"c2": "external_ids"},
}


@pytest.mark.parametrize("name", BAD_WORDS)
def test_refuses_a_description_with_a_sentence(steward: FlaskClient, name: str) -> None:
    answer = described(steward, **{"source": "Ma liste", **BAD_WORDS[name]})
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    if name not in ("no source", "an endless source"):
        assert 'value="Ma liste"' in answer.text


BAD_FILES = {
    "nothing": (b"", ""),
    "blank": (b"", "a.csv"),
    "latin-1": ("Nom,Ville\nà,b\n".encode("latin-1"), "a.csv"),
    "not text": (b"\x00\x01,\x02", "a.csv"),
    "not a workbook": (b"PK\x03\x04xl/workbook.xml", "a.xlsx"),
    "not JSON": (b'{"features": [', "a.geojson"),
    "ours": (b"uid,revision\na,1\n", "a.csv"),
    "too large": (b"a," * 100_000, "a.csv"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_refuses_a_bad_file_with_a_sentence(
    steward: FlaskClient, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST", 150_000)
    answer = send(steward, *BAD_FILES[name])
    assert answer.status_code in (413, 422)
    assert re.search(r'<p class="error"', answer.text)


def test_refuses_what_is_far_too_large_with_the_way_back(steward: FlaskClient) -> None:
    kind = "multipart/form-data; boundary=a"
    answer = steward.post("/places/intakes", data=b"a" * 21_000_000, content_type=kind)
    assert answer.status_code == 413
    assert "20 Mo au plus" in answer.text
    assert 'href="/places/intakes"><' in answer.text


def test_a_file_that_is_not_its_form_is_said_so(
    steward: FlaskClient, ask: Callable[..., Any]
) -> None:
    path = described(steward, form="mednum").headers["Location"]
    ask(run_all)
    shown = plain(steward.get(f"{path}?part=zzz&after=0"))
    assert "Ce fichier n’a pas pu être lu" in shown
    assert steward.get(f"{path}/describe").status_code == 200


def test_refuses_who_may_not(
    sign_in: Callable[[str], FlaskClient], client: FlaskClient, steward: FlaskClient
) -> None:
    path = described(steward).headers["Location"]
    for other in (sign_in("charlie"), client):
        for address in ("/places/intakes", path, f"{path}/describe", f"{path}/report.csv"):
            assert other.get(address).status_code == 403
    assert steward.get("/places/intakes/nothing").status_code == 404
