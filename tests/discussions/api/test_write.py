"""Speaking over the API: the same acts and refusals as the forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Call
from wiki.discussions.service.speak import Said
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Page
from wiki.site.service import change_settings

pytestmark = pytest.mark.usefixtures("inside")
NEW = {"subject": "Des exemples", "text": "Lesquels ?"}


def test_opens_a_thread(call: Call, page: Callable[..., Page]) -> None:
    page("Lieu")
    answer = call("POST", "/pages/Lieu/talk", NEW)
    said = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/talk/turns/{said['turn']['uid']}"
    assert (said["thread"]["subject"], said["turn"]["text"]) == ("Des exemples", "Lesquels ?\n")
    assert said["turn"]["author"]["name"] == "alice"


def test_answers_a_thread_and_a_turn(call: Call, thread: Callable[..., Said]) -> None:
    path = f"/talk/threads/{thread().thread.uid}"
    assert call("POST", path, {"text": "Oui."}).get_json()["turn"]["answers"] is None
    answer = call("POST", path, {"text": "Non.", "answers": 2})
    assert answer.status_code == 201
    assert (answer.get_json()["turn"]["number"], answer.get_json()["turn"]["answers"]) == (3, 2)
    assert answer.get_json()["thread"]["turns"] == 3


def test_sent_twice_with_its_key_it_is_said_once(call: Call, page: Callable[..., Page]) -> None:
    page("Lieu")
    uids = {
        call("POST", "/pages/Lieu/talk", NEW, Idempotency_Key="k1").get_json()["turn"]["uid"]
        for _ in range(2)
    }
    (uid,) = uids
    assert call("GET", "/pages/Lieu/talk").get_json()["threads"][0]["first_turn"]["uid"] == uid


def test_settles_a_thread_and_opens_it_again(call: Call, thread: Callable[..., Said]) -> None:
    path = f"/talk/threads/{thread().thread.uid}"
    for _ in range(2):
        settled = call("POST", f"{path}/resolve").get_json()
        assert (settled["open"], settled["resolved_by"]) == (False, "alice")
    opened = call("POST", f"{path}/reopen").get_json()
    assert (opened["open"], opened["resolved_at"]) == (True, None)


def test_comments_on_a_passage_and_proposes_another_wording(
    call: Call, page: Callable[..., Page]
) -> None:
    page("Lieu", "Ouvert le lundi.\n\nOuvert le lundi de Pâques.\n")
    asked = {"text": "Et le mardi ?", "quote": "Ouvert le lundi"}
    refused = call("POST", "/pages/Lieu/talk/passage", asked)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "passage_not_found")
    found = asked | {"after": "de Pâques", "becomes": "Ouvert le mardi de Pâques."}
    said = call("POST", "/pages/Lieu/talk/passage", found).get_json()
    passage, rewriting = said["thread"]["passage"], said["thread"]["rewriting"]
    assert (passage["quote"], passage["revision"], passage["gone"]) == ("Ouvert le lundi", 1, False)
    assert passage["after"] == " de Pâques."
    assert rewriting["was"] == "Ouvert le lundi de Pâques."
    assert (rewriting["turn"], rewriting["accepted"]) == (said["turn"]["uid"], None)
    call("PUT", "/pages/Lieu", {"body": "Fermé.\n", "base_revision": 1})
    shown = call("GET", "/pages/Lieu/talk").get_json()["threads"][0]
    assert shown["passage"]["gone"] is True


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"subject": " ", "text": "Un mot."}, "subject_missing"),
        ({"subject": "Un sujet", "text": " \n"}, "turn_missing"),
        ({"subject": "", "text": "Un mot."}, "api_fields"),
        ({"text": "Un mot."}, "api_fields"),
        ({"subject": "s" * 201, "text": "Un mot."}, "api_fields"),
        ({"subject": "Un sujet", "text": "a" * 50_001}, "api_fields"),
        ({"subject": "Un sujet", "text": "Un\x00mot."}, "api_fields"),
    ],
)
def test_refuses_a_thread_without_its_words(
    call: Call, page: Callable[..., Page], body: dict[str, str], code: str
) -> None:
    page("Lieu")
    refused = call("POST", "/pages/Lieu/talk", body)
    assert (refused.status_code, refused.get_json()["code"]) == (422, code)


def test_refuses_a_turn_larger_than_a_turn_may_be(call: Call, page: Callable[..., Page]) -> None:
    page("Lieu")
    refused = call("POST", "/pages/Lieu/talk", {"subject": "Un sujet", "text": "é" * 30_000})
    assert (refused.status_code, refused.get_json()["code"]) == (413, "turn_too_large")


def test_refuses_an_answer_to_nothing(call: Call, thread: Callable[..., Said]) -> None:
    path = f"/talk/threads/{thread().thread.uid}"
    refused = call("POST", path, {"text": "Oui.", "answers": 9})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "turn_unknown")
    assert call("POST", "/talk/threads/nothing", {"text": "Oui."}).status_code == 404


@pytest.mark.parametrize(
    ("name", "scope"), [(None, ""), ("dora", "all"), ("charlie", "read")], ids=str
)
def test_refuses_who_may_not_speak(
    program: Callable[..., Call], thread: Callable[..., Said], name: str | None, scope: str
) -> None:
    path = f"/talk/threads/{thread().thread.uid}"
    call = program(name, scope) if name else program(None)
    for method, where, body in (
        ("POST", "/pages/Lieu/talk", NEW),
        ("POST", "/pages/Lieu/talk/passage", {"text": "Un mot.", "quote": "nulle part"}),
        ("POST", path, {"text": "Oui."}),
        ("POST", f"{path}/resolve", None),
        ("POST", f"{path}/reopen", None),
    ):
        refused = call(method, where, body)
        assert (refused.status_code, refused.content_type) == (403, "application/problem+json")


def test_refuses_when_nothing_is_written(
    program: Callable[..., Call], thread: Callable[..., Said]
) -> None:
    path = f"/talk/threads/{thread().thread.uid}"
    change_settings(SYSTEM, {"read_only": True})
    assert program("charlie")("POST", path, {"text": "Oui."}).status_code == 403
