"""Reading discussions over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import people
from tests.conftest import Call
from wiki.discussions.service.settle import hide, resolve
from wiki.discussions.service.speak import Said, Words, answer
from wiki.kernel.permissions import SYSTEM
from wiki.pages.service.bin import delete
from wiki.site.service import change_settings

INSIDE = pytest.mark.usefixtures("inside")


@INSIDE
def test_gives_the_threads_of_a_page(call: Call, thread: Callable[..., Said]) -> None:
    said = thread("Des exemples", "Lesquels ?")
    found = call("GET", "/pages/lieu/talk").get_json()
    assert (found["about"]["title"], found["about"]["url"]) == ("Lieu", "/wiki/Lieu")
    (shown,) = found["threads"]
    assert shown["first_turn"].pop("created_at").endswith("Z")
    assert shown == {
        "uid": said.thread.uid,
        "url": f"/talk/threads/{said.thread.uid}",
        "about": found["about"],
        "subject": "Des exemples",
        "subject_hidden": False,
        "open": True,
        "resolved_at": None,
        "resolved_by": "",
        "turns": 1,
        "passage": None,
        "rewriting": None,
        "last_seq": said.turn.seq,
        "first_turn": {
            "uid": said.turn.uid,
            "url": f"/talk/turns/{said.turn.uid}",
            "thread": said.thread.uid,
            "number": 1,
            "answers": None,
            "author": {"uid": shown["first_turn"]["author"]["uid"], "name": "charlie"},
            "edited_at": None,
            "hidden": False,
            "hidden_reason": "",
            "text": "Lesquels ?\n",
            "seq": said.turn.seq,
        },
    }


@INSIDE
def test_threads_come_a_few_at_a_time(call: Call, thread: Callable[..., Said]) -> None:
    for n in range(5):
        thread(f"Sujet {n}")
    seen: list[str] = []
    more = ""
    while more is not None:
        found = call("GET", f"/pages/Lieu/talk?limit=2{more}").get_json()
        seen += [shown["subject"] for shown in found["threads"]]
        more = found["next_before"] and f"&before={found['next_before']}"
    assert seen == [f"Sujet {n}" for n in (4, 3, 2, 1, 0)]


@INSIDE
def test_open_and_settled_threads_apart(call: Call, thread: Callable[..., Said]) -> None:
    resolve(people.make("bob"), thread("Un").thread.uid)
    thread("Deux")
    for state, subjects in (("open", ["Deux"]), ("resolved", ["Un"]), ("all", ["Deux", "Un"])):
        found = call("GET", f"/pages/Lieu/talk?state={state}").get_json()["threads"]
        assert [shown["subject"] for shown in found] == subjects
    settled = call("GET", "/pages/Lieu/talk?state=resolved").get_json()["threads"][0]
    assert (settled["open"], settled["resolved_by"]) == (False, "bob")


@INSIDE
def test_gives_the_turns_of_a_thread_a_few_at_a_time(
    call: Call, thread: Callable[..., Said]
) -> None:
    said = thread()
    for n in range(3):
        answer(people.make("bob"), said.thread.uid, Words(f"Réponse {n}."), to=said.turn.uid)
    first = call("GET", f"/talk/threads/{said.thread.uid}?limit=3").get_json()
    assert [(turn["number"], turn["answers"]) for turn in first["turns"]] == [
        (1, None),
        (2, 1),
        (3, 1),
    ]
    after = f"/talk/threads/{said.thread.uid}?limit=3&after={first['next_after']}"
    rest = call("GET", after).get_json()
    assert ([turn["text"] for turn in rest["turns"]], rest["next_after"]) == (
        ["Réponse 2.\n"],
        None,
    )


@INSIDE
def test_gives_what_was_said_last(call: Call, thread: Callable[..., Said]) -> None:
    thread("Un"), thread("Deux", title="Gare")
    first = call("GET", "/talk?limit=1").get_json()
    shown = first["turns"][0]
    assert (shown["about"]["title"], shown["subject"]) == ("Gare", "Deux")
    rest = call("GET", f"/talk?limit=5&before={first['next_before']}").get_json()
    assert [shown["subject"] for shown in rest["turns"]] == ["Un"]


def test_a_hidden_text_is_for_those_who_hide(
    program: Callable[..., Call], thread: Callable[..., Said], ask: Callable[..., Any]
) -> None:
    said = ask(thread, text="Un secret.")
    bob = ask(people.make, "bob")
    ask(hide, bob, said.turn.uid, "Hors sujet")
    for name, text in ((None, None), ("charlie", None), ("bob", "Un secret.\n")):
        call = program(name)
        first = call("GET", "/pages/Lieu/talk").get_json()["threads"][0]["first_turn"]
        assert (first["hidden"], first["hidden_reason"], first["text"]) == (
            True,
            "Hors sujet",
            text,
        )
        assert call("GET", f"/talk/threads/{said.thread.uid}").get_json()["turns"] == [first]
        assert call("GET", "/talk").get_json()["turns"] == []


@INSIDE
def test_what_is_about_a_page_in_the_bin_is_not_there(
    call: Call, thread: Callable[..., Said]
) -> None:
    said = thread()
    delete(people.make("bob"), said.thread.target_uid)
    for path in ("/pages/Lieu/talk", f"/talk/threads/{said.thread.uid}"):
        assert call("GET", path).status_code == 404
    assert call("GET", "/talk").get_json()["turns"] == []


def test_a_private_wiki_is_read_with_a_token(
    program: Callable[..., Call], thread: Callable[..., Said], ask: Callable[..., Any]
) -> None:
    said = ask(thread, text="Un secret.")
    ask(change_settings, SYSTEM, {"visibility": "private"})
    for path in ("/pages/Lieu/talk", f"/talk/threads/{said.thread.uid}", "/talk"):
        refused = program(None)("GET", path)
        assert refused.status_code == 403
        assert "secret" not in refused.text
        assert program("dora", "read")("GET", path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/pages/Lieu/talk?state=none",
        "/pages/Lieu/talk?limit=101",
        "/pages/Lieu/talk?before=-1",
        "/talk/threads/x?after=x",
        f"/talk/threads/{'x' * 41}",
        "/talk?since=1",
    ],
)
def test_refuses_what_is_not_declared(call: Call, path: str) -> None:
    answer_ = call("GET", path)
    assert (answer_.status_code, answer_.content_type) == (422, "application/problem+json")
    assert answer_.get_json()["fields"]


@INSIDE
def test_a_thread_that_is_not_there(call: Call) -> None:
    answer_ = call("GET", "/talk/threads/nothing")
    assert (answer_.status_code, answer_.get_json()["code"]) == (404, "thread_missing")
