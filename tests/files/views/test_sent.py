"""Forms of files that are refused: nothing that was typed is lost."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.files import images
from tests.files.sending import HTML, JSON, browser, get, send, token


@pytest.mark.parametrize(
    ("data", "name"),
    [(images.SVG, "a.svg"), (images.HTML, "a.html"), (images.HTML, "a.png"), (b"x", "a.pdf")],
)
def test_what_is_not_taken_is_refused_with_a_sentence(
    charlie: FlaskClient, data: bytes, name: str
) -> None:
    answer = send(charlie, data, name)
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "file_type"
    assert "PNG" in answer.get_json()["detail"]


def test_a_form_without_a_file_is_refused(charlie: FlaskClient) -> None:
    answer = charlie.post("/files", data={"csrf_token": token(charlie)}, headers=JSON)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file_none")


@pytest.mark.parametrize(
    ("data", "credit", "at"),
    [
        (images.SVG, "Alice", "file"),
        (None, "Alice", "file"),
        (images.PDF, "x" * 1001, "credit"),
    ],
)
def test_a_refused_form_comes_back_with_what_was_typed(
    charlie: FlaskClient, data: bytes | None, credit: str, at: str
) -> None:
    form: dict[str, Any] = {"csrf_token": token(charlie), "alt": "Un plan", "licence": "CC0"}
    form |= {"credit": credit, "page": "Le pré"}
    if data is not None:
        form["file"] = (io.BytesIO(data), "a.pdf")
    answer = charlie.post("/files", data=form, headers=HTML)
    assert answer.status_code == 422
    assert "Un plan</textarea>" in answer.text
    for typed in ("CC0", "Le pré", credit):
        assert f'value="{typed}"' in answer.text
    assert f'id="f-{at}-error"' in answer.text
    assert answer.text.count("field-wrong") == 1


def test_a_file_larger_than_the_limit_is_refused(app: Flask, charlie: FlaskClient) -> None:
    form_token = token(charlie)
    app.extensions["wiki"].options["WIKI_FILE_SIZE"] = 1000
    for size in (1001, 500_000):
        form = {"file": (io.BytesIO(b"x" * size), "a.png")}
        answer = charlie.post("/files", data=form, headers=JSON | {"X-CSRFToken": form_token})
        assert answer.status_code == 413


def refused_at(answer: TestResponse, field: str) -> bool:
    """Whether one field of the form is told wrong, that one, and the summary leads to it."""
    wrong = re.findall(r'id="f-(\w+)-error"', answer.text)
    return wrong == [field] and f'href="#f-{field}"' in answer.text


def test_several_refused_at_once_give_the_form_back_with_what_was_typed(
    charlie: FlaskClient,
) -> None:
    files = [(io.BytesIO(images.HTML), "a.png"), (io.BytesIO(images.SVG), "b.png")]
    form = {"file": files, "csrf_token": token(charlie), "alt": "Un plan", "page": "Le pré"}
    answer = charlie.post("/files", data=form, headers=HTML)
    assert answer.status_code == 422
    assert refused_at(answer, "file")
    told = re.findall(r"(\w\.png)\W+: Ce fichier n’est ni", answer.text)
    assert told == ["a.png", "b.png"] * 2  # the summary, the field
    assert "Un plan</textarea>" in answer.text
    assert 'value="Le pré"' in answer.text


def test_what_is_wrong_in_what_is_said_of_several_is_told_once(charlie: FlaskClient) -> None:
    files = [(io.BytesIO(images.PDF), "a.pdf"), (io.BytesIO(images.image()), "b.png")]
    form = {"file": files, "csrf_token": token(charlie), "credit": "x" * 1001}
    answer = charlie.post("/files", data=form, headers=HTML)
    assert refused_at(answer, "credit")
    assert answer.text.count("1000 caractères au plus") == 2  # the summary, the field
    assert f'value="{"x" * 1001}"' in answer.text


def test_one_refused_among_several_leaves_what_was_typed_for_another(
    charlie: FlaskClient,
) -> None:
    files = [(io.BytesIO(images.image()), "a.png"), (io.BytesIO(images.HTML), "b.png")]
    form = {"file": files, "csrf_token": token(charlie), "alt": "Un plan"}
    answer = charlie.post("/files", data=form, headers=HTML)
    assert answer.status_code == 200
    assert "Un plan</textarea>" in answer.text
    assert "à la place de celui qui est refusé" in answer.text


@pytest.mark.parametrize(
    ("data", "status", "why"),
    [
        (None, 422, "Choisissez d’abord un fichier"),
        (images.PDF, 422, "un PDF ne peut pas le remplacer"),
        (images.HTML, 422, "ni une image PNG"),
        (b"x" * 2_500, 413, "trop grand"),
    ],
)
def test_a_refused_replacement_comes_back_to_the_page_of_the_file(
    app: Flask, charlie: FlaskClient, data: bytes | None, status: int, why: str
) -> None:
    page = send(charlie, images.image(), alt="Un plan").headers["Location"].rpartition("/")[0]
    app.extensions["wiki"].options["WIKI_FILE_SIZE"] = 2_000
    form_token = token(charlie)

    def put(headers: dict[str, str]) -> TestResponse:
        form: dict[str, Any] = {"csrf_token": form_token}
        if data is not None:
            form["file"] = (io.BytesIO(data), "x.png")
        return charlie.post(f"{page}/versions", data=form, headers=headers)

    answer = put(HTML)
    assert answer.status_code == status
    assert refused_at(answer, "file")
    assert why in answer.text
    assert re.search(r"<details[^>]* open>\s*<summary[^>]*>.*?Remplacer", answer.text)
    assert "Un plan</textarea>" in answer.text  # the form beside keeps what the file says
    assert put(JSON).get_json()["status"] == status


def test_a_refused_description_comes_back_as_it_was_typed(charlie: FlaskClient) -> None:
    page = send(charlie, images.image(), alt="Un plan").headers["Location"].rpartition("/")[0]
    form = {"csrf_token": token(charlie), "alt": "Un autre", "credit": "x" * 1001}
    answer = charlie.post(page, data=form, headers=HTML)
    assert answer.status_code == 422
    assert refused_at(answer, "credit")
    assert "Un autre</textarea>" in answer.text
    assert f'value="{"x" * 1001}"' in answer.text
    assert "Un plan" in get(charlie, page).text


def test_a_file_that_is_gone_is_not_replaced(app: Flask, charlie: FlaskClient) -> None:
    page = send(charlie, images.image()).headers["Location"].rpartition("/")[0]
    bob = browser(app, "bob")
    bob.post(f"{page}/delete", data={"csrf_token": token(bob)})
    form = {"csrf_token": token(charlie)}
    assert charlie.post(f"{page}/versions", data=form, headers=HTML).status_code == 404
