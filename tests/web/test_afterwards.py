"""What is written after the answer: once it has left, and never to its harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from wiki.kernel.db import state
from wiki.web.afterwards import AFTERWARDS, afterwards


def _answering(app: Flask, act: object) -> None:
    @app.get("/essai")
    def essai() -> str:
        afterwards(act, "alice")  # type: ignore[arg-type]
        return "dit"


def test_it_is_done_when_the_answer_has_left(app: Flask) -> None:
    done: list[tuple[str, object]] = []
    _answering(app, lambda name: done.append((name, state())))
    answer = app.test_client().get("/essai")
    assert (answer.text, done) == ("dit", [])
    answer.close()
    assert done == [("alice", app.extensions["wiki"])]


def test_our_server_takes_it_and_calls_it_itself(app: Flask) -> None:
    done: list[str] = []
    _answering(app, done.append)
    waiting: list[Callable[[], None]] = []
    app.test_client().get("/essai", environ_overrides={AFTERWARDS: waiting}).close()
    assert done == []
    for call in waiting:
        call()
    assert done == ["alice"]


def test_what_goes_wrong_is_told_to_the_log_alone(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(name: str) -> None:
        raise ValueError(name)

    _answering(app, refuse)
    answer = app.test_client().get("/essai")
    answer.close()
    assert answer.status_code == 200
    assert "after the answer" in caplog.text
