"""Who wrote each word, for programs."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.test import TestResponse

Call = Callable[..., TestResponse]


def test_the_text_is_told_by_who_wrote_it(program: Callable[..., Call]) -> None:
    alice, bob = program("alice"), program("bob")
    alice("PUT", "/pages/Lieu", {"body": "Un café.\n"})
    bob("PUT", "/pages/Lieu", {"body": "Un café noir.\n", "base_revision": 1, "summary": "Couleur"})
    told = program(None)("GET", "/pages/Lieu/blame").json
    assert told is not None
    said = [
        [(one["revision"], one["author"]["name"], one["text"]) for one in line]
        for line in told["lines"]
    ]
    assert said == [[(1, "alice", "Un café "), (2, "bob", "noir"), (1, "alice", ".")], []]
    assert (told["number"], told["is_whole"]) == (2, True)
    assert [one["summary"] for one in told["revisions"]] == ["", "Couleur"]
    assert [(one["name"], one["words"], one["share"]) for one in told["contributors"]] == [
        ("alice", 2, 0.6667),
        ("bob", 1, 0.3333),
    ]


def test_a_page_that_is_not_there_is_missing(call: Call) -> None:
    assert call("GET", "/pages/Lieu/blame").status_code == 404
