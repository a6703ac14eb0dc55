"""Errors as answers: a page for people, a problem for programs, nothing that was typed lost."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, TooMuch, TooOften, WikiError
from wiki.web import wording


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (WikiError, 400),
        (Refused, 403),
        (Missing, 404),
        (Conflict, 409),
        (TooMuch, 413),
        (Invalid, 422),
        (TooOften, 429),
    ],
)
def test_each_kind_has_its_status(kind: type[WikiError], status: int) -> None:
    assert kind("code").status == status


def test_a_person_gets_a_page(client: FlaskClient) -> None:
    answer = client.get("/wiki/Lieu/history")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Il n’y a pas de page «\u202fLieu\u202f»." in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/v1/pages/Lieu", {}), ("/wiki/Lieu/history", {"Accept": "application/json"})],
)
def test_a_program_gets_a_problem(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.json == {
        "type": "urn:wiki:page_missing",
        "title": "Introuvable",
        "status": 404,
        "detail": "Il n’y a pas de page «\u202fLieu\u202f».",
        "code": "page_missing",
    }


def test_what_was_asked_is_never_markup(client: FlaskClient) -> None:
    answer = client.get("/wiki/%22%3E'%26amp;/history")
    assert "\">'" not in answer.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nulle-part", "GET", 404),
        ("/nulle-part", "POST", 404),
        ("/changes", "POST", 405),
        ("/preview", "GET", 405),
    ],
)
def test_an_address_that_is_none_is_said_to_be(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert "<h1" in answer.text
    if status == 405:
        assert answer.headers["Allow"]


def test_a_host_that_is_not_ours_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.get("/changes", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "WIKI_TRUSTED_HOSTS" in answer.text
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "evil.example" not in answer.text


def test_what_is_too_large_is_refused(client: FlaskClient) -> None:
    token = people.csrf(client)
    answer = client.post("/preview", data={"csrf_token": token, "body": "a" * 10_000_000})
    assert answer.status_code == 413


def test_an_error_nobody_expected_is_a_page(app: Flask) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def fail() -> None:
        raise RuntimeError("the secret of the machine")

    app.view_functions["wiki.pages.changes"] = fail
    app.logger.disabled = True
    answer = app.test_client().get("/changes")
    assert answer.status_code == 500
    assert "journal du serveur" in answer.text
    assert "secret" not in answer.text


def test_a_code_without_a_sentence_says_what_its_status_means(inside: Flask) -> None:
    assert wording.sentence(Missing("a_code_that_nobody_worded")) == "Introuvable."
