"""One host, served as plain WSGI or wrapped: the same answers, and jobs only beside the second."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from flask import Flask

from tests.apart import run
from tests.host.conftest import form_of, write
from wiki.asgi import wrap
from wiki.bridge import Asgi
from wiki.jobs.service import enqueue
from wiki.kernel.db import act, state

PATHS = [
    "/",
    "/note",
    "/nowhere",
    "/docs/wiki/Accueil",
    "/docs/wiki/accueil",
    "/docs/wiki/Accueil/history",
    "/docs/wiki/Accueil/raw",
    "/docs/wiki/Nulle_part",
    "/docs/wiki/Accueil/edit",
    "/docs/search?q=bienvenue",
    "/docs/api/v1/pages/Accueil",
    "/docs/nowhere",
    "/docs/static/nowhere.css",
]
HOST = "http://localhost"
#: What differs from one answer to the next under any server.
_OWN = re.compile(
    r'nonce-[^\']*|nonce="[^"]*"|name="(submission|csrf_token)" value="[^"]*"'
    r"|à l’instant|il y a \d+ secondes?"
)


@pytest.fixture
def host(make_host: Callable[..., Flask]) -> Flask:
    """A host whose wiki has a page, and does its jobs beside it when it can."""
    made = make_host(config={"WIKI_WORKER": True})
    write(made, "Accueil", "Bienvenue.")
    return made


def browser(asgi: Asgi) -> httpx.AsyncClient:
    """A browser in front of the wrapped host."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=asgi), base_url=HOST)


@asynccontextmanager
async def living(asgi: Asgi) -> AsyncIterator[None]:
    """The time between the start and the end of a server."""
    asked: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    said: asyncio.Queue[Any] = asyncio.Queue()
    life = asyncio.create_task(asgi({"type": "lifespan"}, asked.get, said.put))  # type: ignore[arg-type]
    await asked.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    yield
    await asked.put({"type": "lifespan.shutdown"})
    assert (await said.get())["type"] == "lifespan.shutdown.complete"
    await life


def ask(work: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]], app: Flask) -> Any:
    """What the wrapped host answers."""

    async def all_of_it() -> httpx.Response:
        async with browser(wrap(app)) as client:
            return await work(client)

    return run(all_of_it())


@pytest.mark.parametrize("path", PATHS)
def test_an_address_answers_alike(host: Flask, path: str) -> None:
    plain = host.test_client().get(path, headers={"Accept-Encoding": "identity"})
    wrapped = ask(lambda client: client.get(path, headers={"Accept-Encoding": "identity"}), host)
    assert wrapped.status_code == plain.status_code
    assert _OWN.sub("", wrapped.text) == _OWN.sub("", plain.text)
    names = {"Content-Type", "Location", "Cache-Control", "ETag", "Vary", "X-Frame-Options"}
    for name in names:
        assert wrapped.headers.get(name) == plain.headers.get(name), name


@pytest.mark.parametrize("served", ["plain", "wrapped"])
def test_a_user_of_the_host_writes(host: Flask, served: str) -> None:
    client = host.test_client()
    client.get("/sign-in/alice")
    sent = form_of(client, "/docs/wiki/Accueil/edit") | {"body": "Bienvenue à tous."}
    if served == "plain":
        status = client.post("/docs/wiki/Accueil/edit", data=sent).status_code
    else:
        cookie = client.get_cookie("session")
        assert cookie is not None
        cookies = {"Cookie": f"session={cookie.value}"}
        post = "/docs/wiki/Accueil/edit"
        status = ask(lambda one: one.post(post, data=sent, headers=cookies), host).status_code
    assert status == 303
    assert "Bienvenue à tous." in client.get("/docs/wiki/Accueil").text


def test_a_form_without_its_token_is_refused_when_wrapped(host: Flask) -> None:
    address = "/docs/wiki/Accueil/edit"
    answer = ask(lambda client: client.post(address, data={"body": "forgé", "base": "1"}), host)
    assert answer.status_code == 403
    assert "forgé" in answer.text


def queue(app: Flask, done: threading.Event) -> None:
    """One job, which says that it is done."""
    with app.app_context():
        state().kept["jobs.handlers"] = {"greet": lambda who: done.set()}
        with act():
            enqueue("greet", {"who": "alice"})


def test_jobs_are_done_beside_a_wrapped_host_alone(host: Flask) -> None:
    done = threading.Event()
    queue(host, done)
    host.test_client().get("/docs/wiki/Accueil")
    assert not done.wait(0.3)

    async def served() -> bool:
        async with living(wrap(host)):
            return await asyncio.to_thread(done.wait, 30)

    assert run(served())


def test_a_host_that_has_a_worker_elsewhere_starts_none(make_host: Callable[..., Flask]) -> None:
    host, done = make_host(), threading.Event()
    queue(host, done)

    async def served() -> bool:
        async with living(wrap(host)):
            return await asyncio.to_thread(done.wait, 0.3)

    assert not run(served())
