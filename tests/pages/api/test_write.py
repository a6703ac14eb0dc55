"""Writing pages over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import Call
from wiki.kernel.permissions import SYSTEM
from wiki.pages.queries import pages
from wiki.site.service import change_settings

THREE = "Un.\n\nDeux.\n\nTrois.\n"


def test_makes_a_page(call: Call) -> None:
    answer = call("POST", "/pages", {"title": "Gare", "body": "Texte.", "summary": "Début"})
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/wiki/Gare"
    saved = answer.get_json()
    assert saved["title"] == "Gare"
    assert saved["changed"] is True
    assert saved["revision"]["number"] == 1
    assert saved["revision"]["summary"] == "Début"
    assert saved["revision"]["author"]["name"] == "alice"


def test_refuses_a_title_that_is_taken(call: Call) -> None:
    call("POST", "/pages", {"title": "Gare", "body": "Texte."})
    answer = call("POST", "/pages", {"title": "gare", "body": "Autre."})
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "title_taken"


def test_sent_twice_with_its_key_it_makes_one_revision(call: Call) -> None:
    new = {"title": "Gare", "body": "Texte."}
    numbers = [
        call("POST", "/pages", new, Idempotency_Key="k1").get_json()["revision"]["number"]
        for _ in range(2)
    ]
    edit = {"body": "Suite.", "base_revision": 1}
    numbers += [
        call("PUT", "/pages/Gare", edit, Idempotency_Key="k2").get_json()["revision"]["number"]
        for _ in range(2)
    ]
    assert numbers == [1, 1, 2, 2]


def test_saves_a_page(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = call("PUT", "/pages/Gare", {"body": "Deux.", "base_revision": 1, "minor": True})
    assert answer.status_code == 200
    assert answer.get_json()["revision"] | {"created_at": ""} == {
        "number": 2,
        "parent": 1,
        "merged_from": None,
        "title": "Gare",
        "size": 5,
        "size_change": 2,
        "author": answer.get_json()["revision"]["author"],
        "co_authors": [],
        "action": "edited",
        "summary": "",
        "minor": True,
        "licence": "",
        "reviewed": False,
        "tags": ["program"],
        "created_at": "",
        "seq": answer.get_json()["revision"]["seq"],
    }


def test_a_page_that_is_not_there_is_made(call: Call) -> None:
    answer = call("PUT", "/pages/Tiers-lieu/Pomerol", {"body": "Texte."})
    assert answer.status_code == 201
    assert answer.headers["Location"] == "/wiki/Tiers-lieu/Pomerol"


def test_saving_the_same_text_adds_nothing(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    saved = call("PUT", "/pages/Gare", {"body": "Un.", "base_revision": 1}).get_json()
    assert (saved["changed"], saved["revision"]["number"]) == (False, 1)


def test_says_from_which_revision_it_starts(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = call("PUT", "/pages/Gare", {"body": "Deux."})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "api_base")
    answer = call("PUT", "/pages/Gare", {"body": "Deux.", "base_revision": 7})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "base_unknown")


def test_the_etag_is_a_base(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    etag = call("GET", "/pages/Gare").headers["ETag"]
    assert etag == '"1"'
    assert call("PUT", "/pages/Gare", {"body": "Deux."}, If_Match=etag).status_code == 200
    answer = call("PUT", "/pages/Gare", {"body": "Trois."}, If_Match=etag)
    assert (answer.status_code, answer.get_json()["code"]) == (412, "api_changed")
    assert call("DELETE", "/pages/Gare", If_Match=etag).status_code == 412
    assert call("PUT", "/pages/Gare", {"body": "Trois."}, If_Match="*").status_code == 200
    assert call("PUT", "/pages/Gare", {"body": "x"}, If_Match="sans sens").status_code == 412


def test_merges_with_what_was_saved_meanwhile(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": THREE})
    call("PUT", "/pages/Gare", {"body": THREE.replace("Un", "1"), "base_revision": 1})
    answer = call("PUT", "/pages/Gare", {"body": THREE.replace("Trois", "3"), "base_revision": 1})
    assert answer.status_code == 200
    assert answer.get_json()["merged_with"] == 2
    assert call("GET", "/pages/Gare").get_json()["body"] == "1.\n\nDeux.\n\n3.\n"


def test_refuses_with_the_texts_when_a_person_has_to_choose(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": THREE})
    head, mine = THREE.replace("Deux", "2"), THREE.replace("Deux", "Bis")
    call("PUT", "/pages/Gare", {"body": head, "base_revision": 1})
    answer = call("PUT", "/pages/Gare", {"body": mine, "base_revision": 1})
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    problem = answer.get_json()
    assert problem["code"] == "edit_conflict"
    assert (problem["base"], problem["head"], problem["mine"]) == (THREE, head, mine)
    assert (problem["base_revision"], problem["head_revision"]) == (1, 2)
    assert "".join(hunk["mine"] for hunk in problem["hunks"]) == mine
    assert all(word in problem["merged"] for word in ("Un", "2", "Bis", "Trois"))
    assert call("GET", "/pages/Gare").get_json()["body"] == head
    solved = {"body": problem["merged"], "base_revision": problem["head_revision"]}
    assert call("PUT", "/pages/Gare", solved).status_code == 200


def test_does_not_rename_by_the_way(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = call("PUT", "/pages/Gare", {"title": "Halte", "body": "Un.", "base_revision": 1})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "api_title")
    same = {"title": "gare", "body": "Deux.", "base_revision": 1}
    assert call("PUT", "/pages/Gare", same).status_code == 200


def test_renames(call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = call("POST", "/pages/Gare/rename", {"title": "Halte", "summary": "Plus juste"})
    assert answer.status_code == 200
    assert answer.get_json()["title"] == "Halte"
    assert answer.get_json()["revision"]["action"] == "renamed"
    found = call("GET", "/pages/Gare").get_json()
    assert (found["title"], found["redirected_from"]) == ("Halte", "Gare")
    refused = call("PUT", "/pages/Gare", {"body": "Deux."})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "title_redirects")


def test_puts_in_the_bin(app: Flask, call: Call) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = call("DELETE", "/pages/Gare?reason=doublon")
    assert answer.status_code == 200
    assert call("GET", "/pages/Gare").status_code == 404
    with app.app_context():
        assert pages.by_uid(answer.get_json()["uid"]).deleted_at is not None
    assert call("DELETE", "/pages/Gare").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/pages", {"title": "Halte", "body": ""}),
        ("PUT", "/pages/Gare", {"body": "x", "base_revision": 1}),
        ("DELETE", "/pages/Gare", None),
        ("POST", "/pages/Gare/rename", {"title": "Halte"}),
        ("POST", "/pages/Gare/undo", {"number": 1}),
        ("POST", "/pages/Gare/restore", {"number": 1}),
        ("POST", "/preview", {"body": "x"}),
    ],
)
def test_without_a_token_nothing_is_written(
    call: Call, program: Callable[..., Call], method: str, path: str, body: object
) -> None:
    call("PUT", "/pages/Gare", {"body": "Un."})
    answer = program(None)(method, path, body)
    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"
    assert call("GET", "/pages/Gare").get_json()["revision"]["number"] == 1


def test_refuses_a_wrong_token(call: Call) -> None:
    answer = call("GET", "/pages", Authorization="Bearer faux")
    assert (answer.status_code, answer.get_json()["code"]) == (403, "token_wrong")
    assert answer.content_type == "application/problem+json"


def test_a_token_for_reading_does_not_write(program: Callable[..., Call]) -> None:
    call = program("alice", scope="read")
    assert call("GET", "/pages").status_code == 200
    answer = call("PUT", "/pages/Gare", {"body": "Un."})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "token_scope")


def test_a_reader_does_not_write(program: Callable[..., Call]) -> None:
    answer = program("dora")("PUT", "/pages/Gare", {"body": "Un."})
    assert answer.status_code == 403


def test_nothing_is_written_in_read_only_mode(app: Flask, program: Callable[..., Call]) -> None:
    with app.app_context():
        change_settings(SYSTEM, {"read_only": True})
    answer = program("charlie")("PUT", "/pages/Gare", {"body": "Un."})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "read_only")


@pytest.mark.parametrize(
    ("body", "name", "problem"),
    [
        ({"base_revision": 1}, "body", "missing"),
        ({"body": 1}, "body", "type"),
        ({"body": None}, "body", "type"),
        ({"body": "x", "bodi": "y"}, "bodi", "unknown"),
        ({"body": "x", "base_revision": "1"}, "base_revision", "type"),
        ({"body": "x", "base_revision": True}, "base_revision", "type"),
        ({"body": "x", "base_revision": -1}, "base_revision", "small"),
        ({"body": "x", "base_revision": 10**30}, "base_revision", "large"),
        ({"body": "x", "minor": 1}, "minor", "type"),
        ({"body": "x", "infobox": "place"}, "infobox", "type"),
        ({"body": "x", "infobox": {"kind": "place"}}, "infobox.values", "missing"),
        ({"body": "x\x00"}, "body", "unreadable"),
        ({"body": "x", "summary": "y" * 501}, "summary", "large"),
        ([], "le corps", "type"),
        ("x", "le corps", "type"),
    ],
)
def test_says_what_is_to_be_mended(call: Call, body: object, name: str, problem: str) -> None:
    answer = call("PUT", "/pages/Gare", body)
    assert answer.status_code == 422
    assert answer.get_json()["fields"] == [{"name": name, "problem": problem}]
    assert name in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "title", ["a/edit", "Gare/revisions", "Gare/html", "[[x]]", "x" * 201, "a.csv", "..", "a/ /b"]
)
def test_refuses_a_title_that_could_not_be_reached(call: Call, title: str) -> None:
    assert call("POST", "/pages", {"title": title, "body": ""}).status_code == 422
    assert call("PUT", f"/pages/{title}", {"body": ""}).status_code in (404, 405, 422)


def test_a_page_gets_its_own_licence(program: Callable[..., Call]) -> None:
    call = program("bob")
    call("POST", "/pages", {"title": "Gare", "body": "Un."})
    answer = call("POST", "/pages/Gare/licence", {"licence": "Maison", "summary": "La nôtre"})
    assert answer.status_code == 200
    assert answer.get_json()["revision"]["licence"] == "Maison"
    assert call("GET", "/pages/Gare").get_json()["licence"] == {"name": "Maison", "url": ""}
    again = call("POST", "/pages/Gare/licence", {"licence": "Maison"})
    assert (again.status_code, again.get_json()["code"]) == (422, "licence_unchanged")


def test_refuses_a_licence_from_a_member(program: Callable[..., Call]) -> None:
    program("bob")("POST", "/pages", {"title": "Gare", "body": "Un."})
    answer = program("charlie")("POST", "/pages/Gare/licence", {"licence": "Maison"})
    assert answer.status_code == 403
