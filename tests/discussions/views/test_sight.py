"""What of a thread is kept from some readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.service.settle import hide, show
from wiki.discussions.service.speak import Said, Words, answer
from wiki.members.queries import members_named

SignIn = Callable[[str], FlaskClient]
RUDE = "Un gros mot"


@pytest.fixture
def said(app: Flask, thread: Callable[..., Said]) -> Said:
    """A thread of charlie that names dora twice, whose subject is to be hidden."""
    with app.app_context():
        people.make("dora")
        uid = members_named("dora")[0].uid
        made = thread(RUDE, f"Dit [@dora](/members/{uid}).")
        answer(people.make("charlie"), made.thread.uid, Words(f"Et [@dora](/members/{uid})."))
    return made


def screens(said: Said) -> dict[str, str]:
    """Where a thread is shown, and what is said there of it in any case."""
    return {
        "/wiki/Lieu/talk": said.thread.uid,
        "/wiki/Lieu/talk?state=all": said.thread.uid,
        f"/talk/threads/{said.thread.uid}": f'id="turn-{said.turn.uid}"',
        "/talk": said.thread.uid,
        "/talk.atom": "urn:wiki:turn:",
        "/wiki/Lieu/talk.atom": "urn:wiki:turn:",
        "/mentions": said.thread.uid,
        "/api/v1/pages/Lieu/talk": said.thread.uid,
        f"/api/v1/talk/threads/{said.thread.uid}": said.turn.uid,
        "/api/v1/talk": said.thread.uid,
    }


def read(client: FlaskClient, path: str) -> str:
    """What a screen says, or an answer of the API as it is read."""
    answered = client.get(path)
    return repr(answered.get_json()) if answered.is_json else answered.text


def test_a_subject_is_hidden_with_its_turn_wherever_it_is_shown(
    app: Flask, sign_in: SignIn, said: Said
) -> None:
    readers = {name: sign_in(name) for name in ("dora", "bob")}

    def told(name: str, *but: str) -> dict[str, str]:
        shown = {path: there for path, there in screens(said).items() if path not in but}
        found = {path: read(readers[name], path) for path in shown}
        assert all(there in found[path] for path, there in shown.items())
        return found

    def act(done: Callable[..., Any], *more: str) -> None:
        with app.app_context():
            done(people.make("bob"), said.turn.uid, *more)

    assert all(RUDE in text for text in told("dora").values())
    act(hide, "Une insulte")
    for path, text in told("dora").items():
        assert RUDE not in text, path
        assert "Sujet masqué" in text, path
    for path, text in told("bob", "/mentions").items():  # nobody names bob
        assert path.startswith("/api") or f"{RUDE} (sujet masqué)" in text, path
    act(show)
    for text in told("dora").values():
        assert RUDE in text
        assert "masqué" not in text
