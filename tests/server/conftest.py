"""The wiki as it is served, on each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.conftest import upgraded
from tests.databases import Prepare
from tests.server.running import Running
from wiki.app import create_app
from wiki.jobs.models import Job
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM
from wiki.members.queries import SESSION_KEY
from wiki.members.service.sign_ins import add_sign_in
from wiki.pages.service.save import Edit, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Its data folder."""
    return tmp_path / "data"


@pytest.fixture
def served(prepared_database: Callable[[Prepare | None], str], folder: Path) -> Iterator[Running]:
    """The wiki behind uvicorn, with two pages."""
    url = prepared_database(upgraded)
    fill(url, folder)
    with Running(folder, url) as running:
        yield running


def fill(url: str, folder: Path) -> None:
    """Two pages, one of them with a past."""
    app = create_app({"WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(folder)})
    with app.app_context():
        save(SYSTEM, Edit(title="Accueil", body="Bienvenue, voir [[Été à la plage]].\n", base=0))
        save(SYSTEM, Edit(title="Été à la plage", body="Un.\n", base=0))
        save(SYSTEM, Edit(title="Été à la plage", body="Deux.\n", base=1))
    app.extensions["wiki"].database.engine.dispose()


@pytest.fixture
def seen(served: Running, folder: Path) -> Iterator[Flask]:
    """The same wiki, seen from here."""
    url = served.environment["WIKI_DATABASE_URL"]
    made = create_app({"WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(folder)})
    yield made
    made.extensions["wiki"].database.engine.dispose()


def leases_end(app: Flask) -> None:
    """As minutes later, when nobody waits any more for a worker that was killed."""
    with app.app_context(), act() as session:
        session.execute(sa.update(Job).values(lease_until=None))


@pytest.fixture
def browser_of(served: Running, folder: Path) -> Iterator[Callable[[str], httpx.Client]]:
    """Gives ``browser_of(name)``: a client signed in as somebody."""
    opened: list[httpx.Client] = []
    app = create_app(
        {"WIKI_DATABASE_URL": served.environment["WIKI_DATABASE_URL"], "WIKI_DATA_DIR": str(folder)}
    )

    def open_(name: str) -> httpx.Client:
        client = served.client()
        opened.append(client)
        client.cookies.set("wiki_session", session_of(app, name), domain="127.0.0.1")
        return client

    yield open_
    for client in opened:
        client.close()
    app.extensions["wiki"].database.engine.dispose()


def session_of(app: Flask, name: str) -> str:
    """The cookie of somebody who has signed in."""
    with app.app_context():
        who = people.make(name)
        with act() as session:
            key = add_sign_in(session, who.member_id or 0, place="127.0.0.1")
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(signer.dumps({SESSION_KEY: key}))
