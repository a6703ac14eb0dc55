"""A page that visitors read is made again once it is saved: the next one waits for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.slugs import path_segment
from wiki.pages.service.save import Edit, save

TITLE = "Où l’on va"
PATH = f"/wiki/{path_segment(TITLE)}"


@pytest.fixture
def asked(app: Flask) -> list[tuple[str, str]]:
    """What the application behind the front was asked for since the last look."""
    with app.app_context():
        save(people.make("alice"), Edit(title=TITLE, body="Avant.\n", base=0))
    front: Any = app.wsgi_app
    inner, found = front.inner, list[tuple[str, str]]()

    def ask(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/wiki/"):
            language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
            found.append((environ["REQUEST_METHOD"], language))
        return inner(environ, start)  # type: ignore[no-any-return]

    front.inner = ask
    return found


def write(client: FlaskClient, body: str, base: int) -> None:
    """Save over the network, and wait for what follows the answer."""
    answer = people.post(client, f"{PATH}/edit", body=body, base=base, summary="")
    assert answer.status_code == 303
    answer.close()


def test_the_next_visitor_is_answered_from_memory(
    app: Flask, asked: list[tuple[str, str]], sign_in: Callable[[str], FlaskClient]
) -> None:
    writer, visitor = sign_in("charlie"), app.test_client()
    for language in ("fr", "en"):
        assert "Avant." in visitor.get(PATH, headers={"Accept-Language": language}).text
    write(writer, "Après.\n", 1)
    asked.clear()
    for language, word in (("fr", "Historique"), ("en", "History")):
        shown = visitor.get(PATH, headers={"Accept-Language": language}).text
        assert "Après." in shown
        assert word in shown
        assert "charlie</" not in shown.partition("<footer")[0]
    assert asked == []


def test_it_is_packed_for_those_who_read_so(
    app: Flask, asked: list[tuple[str, str]], sign_in: Callable[[str], FlaskClient]
) -> None:
    writer, visitor = sign_in("charlie"), app.test_client()
    packed = {"Accept-Encoding": "gzip"}
    visitor.get(PATH, headers=packed)
    write(writer, "Après.\n", 1)
    asked.clear()
    assert visitor.get(PATH, headers=packed).headers["Content-Encoding"] == "gzip"
    assert asked == []
    assert "Après." in visitor.get(PATH).text
    assert len(asked) == 1  # nobody had read it unpacked


def test_a_page_that_no_visitor_reads_is_not_made_and_holds_no_thread(
    asked: list[tuple[str, str]],
    sign_in: Callable[[str], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer, waiting = sign_in("charlie"), list[object]()
    monkeypatch.setattr("wiki.web.front.afterwards", lambda *given: waiting.append(given))
    asked.clear()
    write(writer, "Après.\n", 1)
    assert [method for method, _ in asked] == ["POST"]
    assert waiting == []


def test_a_save_by_a_command_makes_nothing(app: Flask, asked: list[tuple[str, str]]) -> None:
    visitor = app.test_client()
    visitor.get(PATH)
    asked.clear()
    with app.app_context():
        save(people.make("alice"), Edit(title=TITLE, body="Après.\n", base=1))
    assert asked == []
    assert "Après." in visitor.get(PATH).text
