"""The same routes through the real server as through Flask's client."""

from __future__ import annotations

import io
import re
import signal
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from flask import Flask

from tests.conftest import upgraded
from tests.server.conftest import fill
from tests.server.running import Running
from wiki.app import create_app

#: What differs from one answer to the next: tokens and moments.
CHANGING = re.compile(
    r'(name="(csrf_token|submission)" value="|csrf-token" content="|nonce[-=]"?)[^"\']+'
    "|il y a [^<]+"
)
HEADERS = ("content-type", "cache-control", "etag", "location", "vary", "x-frame-options")
PATHS = {"title": "Été_à_la_plage", "span": "1..2", "uid": "x", "name": "x", "code": "fr"}


@pytest.fixture(scope="module")
def standing() -> Iterator[dict[str, Running]]:
    """The servers of these tests, one for each engine: starting one takes longer than a test."""
    servers: dict[str, Running] = {}
    yield servers
    for running in servers.values():
        running.end()


@pytest.fixture
def folder(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server of an engine."""
    return tmp_path_factory.getbasetemp() / f"standing-{engine_name}"


@pytest.fixture
def served(
    engine_name: str, folder: Path, standing: dict[str, Running], request: pytest.FixtureRequest
) -> Running:
    """The wiki behind uvicorn, with two pages; started again when a test has stopped it."""
    if engine_name not in standing:
        databases = request.getfixturevalue(f"{engine_name}_databases")
        url = databases.fresh("standing", upgraded, "standing")
        fill(url, folder)
        standing[engine_name] = Running(folder, url)
    if standing[engine_name].is_over:
        standing[engine_name].start()
    return standing[engine_name]


@pytest.fixture
def inner(served: Running) -> Iterator[Flask]:
    """The same wiki without a server."""
    app = create_app(
        {
            "WIKI_DATABASE_URL": served.environment["WIKI_DATABASE_URL"],
            "WIKI_DATA_DIR": served.environment["WIKI_DATA_DIR"],
        }
    )
    yield app
    app.extensions["wiki"].database.engine.dispose()


def addresses(app: Flask) -> list[str]:
    """Every address that answers GET, its places filled in."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            path = re.sub(
                r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda m: PATHS.get(m[1], "1"), rule.rule
            )
            found.append(path)
    return found


def said(answer: bytes) -> object:
    """What an answer says, without what changes from one to the next."""
    if answer.startswith(b"PK"):  # a workbook says in its properties when it was written
        with zipfile.ZipFile(io.BytesIO(answer)) as packed:
            return {
                name: packed.read(name)
                for name in packed.namelist()
                if name not in ("docProps/core.xml", "meta.xml")
            }
    return CHANGING.sub("", answer.decode(errors="replace"))


def test_every_route_answers_alike(served: Running, inner: Flask) -> None:
    differing = []
    with served.client() as outer, inner.test_client() as plain:
        for path in addresses(inner):
            got = outer.get(path, headers={"Host": "localhost"})
            with plain.get(path) as expected:
                same = (
                    got.status_code == expected.status_code
                    and said(got.content) == said(expected.data)
                    and all(got.headers.get(n) == expected.headers.get(n) for n in HEADERS)
                )
            if not same:
                differing.append(path)
            assert got.status_code < 500
    assert differing == []


def test_head_answers_without_a_body(served: Running) -> None:
    with served.client() as client:
        whole = client.get("/wiki/Accueil")
        head = client.head("/wiki/Accueil")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_a_page_known_already_is_not_sent_again(served: Running) -> None:
    with served.client() as client:
        for _ in range(2):  # made, then from memory
            etag = client.get("/wiki/Accueil").headers["etag"]
            again = client.get("/wiki/Accueil", headers={"If-None-Match": etag})
            assert again.status_code == 304
            assert again.content == b""


def test_a_save_is_seen_by_the_next_reader(
    served: Running, browser_of: Callable[[str], httpx.Client]
) -> None:
    charlie = browser_of("charlie")
    with served.client() as visitor:
        assert "Bienvenue" in visitor.get("/wiki/Accueil").text
        form = charlie.get("/wiki/Accueil/edit").text
        sent = {
            "body": "Texte nouveau.",
            "base": "1",
            "csrf_token": form.partition('name="csrf_token" value="')[2].partition('"')[0],
        }
        assert charlie.post("/wiki/Accueil/edit", data=sent).status_code == 303
        assert "Texte nouveau." in visitor.get("/wiki/Accueil").text


def test_accents_in_an_address(served: Running) -> None:
    with served.client() as client:
        for path in ("/wiki/%C3%89t%C3%A9_%C3%A0_la_plage", "/wiki/Été_à_la_plage"):
            assert "Deux." in client.get(path).text


def test_an_odd_address_is_refused_with_a_page(served: Running) -> None:
    for path in ("/wiki/%FF", "/wiki/a%00b", "/wiki/%", "/wiki/%2e%2e%2fx", "//x"):
        sent = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as raw:
            raw.sendall(sent.encode())
            answer = b"".join(iter(lambda raw=raw: raw.recv(65_536), b""))  # type: ignore[misc]
        assert int(answer.split(b" ", 2)[1]) in range(300, 500), path


def test_a_body_of_ten_megabytes_is_refused(
    served: Running, browser_of: Callable[[str], httpx.Client]
) -> None:
    charlie = browser_of("charlie")
    answer = charlie.post("/wiki/Grande/edit", data={"body": "a" * 10_000_000, "base": "0"})
    assert answer.status_code == 413
    with served.client() as client:
        assert client.get("/healthz").status_code == 200


def test_a_body_without_end_is_refused(served: Running) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(60):
            yield b"a" * 1_000_000

    with served.client() as client:
        try:
            answer = client.post("/wiki/Grande/edit", content=endless())
            assert answer.status_code in (400, 403, 413)
        except httpx.HTTPError:
            pass  # it hung up on us while we were still sending
        assert client.get("/healthz").status_code == 200


def test_slow_senders_hold_no_thread(served: Running) -> None:
    """More of them than there are threads, and readers are still answered."""
    slow = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(20)]
    for raw in slow:
        raw.sendall(
            b"POST /wiki/Lente/edit HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nbody=a"
        )
    with served.client() as client:
        assert client.get("/wiki/Accueil").status_code == 200
    for raw in slow:
        raw.close()


def test_readers_who_leave_do_no_harm(served: Running) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", served.port)) as raw:
            raw.sendall(b"GET /wiki/Accueil/history HTTP/1.1\r\nHost: localhost\r\n\r\n")
    with served.client() as client:
        assert client.get("/wiki/Accueil").status_code == 200


def test_being_told_to_stop_it_finishes_what_it_does(
    served: Running, browser_of: Callable[[str], httpx.Client]
) -> None:
    charlie = browser_of("charlie")
    page = charlie.get("/wiki/Accueil/edit").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    answers: list[int] = []

    def save() -> None:
        sent = {"body": "- un lieu\n" * 15_000, "base": "0", "csrf_token": token}
        answers.append(charlie.post("/wiki/Longue/edit", data=sent).status_code)

    saving = threading.Thread(target=save)
    saving.start()
    time.sleep(0.7)
    assert served.stop() in (0, -signal.SIGTERM)  # uvicorn raises it again, once it is done
    saving.join(60)
    assert answers == [303]
