"""Wikis served as in production, for browsers to visit."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import uvicorn
from flask import Flask

from tests import people
from tests.conftest import upgraded
from tests.databases import careless
from wiki.app import create_app
from wiki.asgi import wrap
from wiki.demo.load import load
from wiki.jobs.models import Job
from wiki.jobs.service import begin, run_all
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Site:
    """A wiki and where it answers, without a final slash."""

    app: Flask
    address: str

    def enter(self, page: Page, name: str) -> None:
        """Sign a browser in without the form, which has its own journey."""
        client = self.app.test_client()
        people.sign_in(client, self.app, name)
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        kept = {"name": cookie.key, "value": cookie.value, "url": self.address}
        page.context.add_cookies([kept])  # type: ignore[list-item]

    def write(self, who: Actor, title: str, body: str, **more: Any) -> int:
        """Save a page without a browser; returns the number of the version."""
        with self.app.app_context():
            found = queries.find(title)
            base = found.head if found else 0
            return save(who, Edit(title=title, body=body, base=base, **more)).revision.number

    def rest(self) -> None:
        """Wait until the worker of the server has done all that is due."""
        end = time.monotonic() + 30
        while self._is_at_work():
            assert time.monotonic() < end, "the worker is still at it"
            time.sleep(0.05)

    def _is_at_work(self) -> bool:
        with self.app.app_context():
            due = sa.select(Job.id).where(Job.failed_at.is_(None), Job.run_at <= clock.now())
            return reading().scalar(due.limit(1)) is not None

    def text(self, title: str) -> str:
        """The source of a page, as it stands."""
        with self.app.app_context():
            return queries.body(queries.get(title))


def make(data: Path, url: str = "", **options: Any) -> Flask:
    """The application on the data of a folder."""
    made = create_app(
        {
            "TESTING": True,
            "WIKI_DATA_DIR": str(data),
            "WIKI_DATABASE_URL": url or f"sqlite:///{data}/wiki.db",
            **options,
        }
    )
    careless(made.extensions["wiki"].database.engine)
    return made


def close(app: Flask) -> None:
    """Let go of the database."""
    app.extensions["wiki"].database.engine.dispose()


def demonstration(data: Path) -> None:
    """Fill a folder with the demonstration."""
    data.mkdir()
    upgraded(f"sqlite:///{data}/wiki.db")
    app = make(data)
    with app.app_context():
        load()
        for _ in range(2):  # what a worker begins with is not done again in each copy
            begin()
            run_all()
    close(app)


@contextlib.contextmanager
def copied(model: Path, data: Path, **options: Any) -> Iterator[Flask]:
    """An application on a copy of a folder of data."""
    shutil.copytree(model, data)
    app = make(data, **options)
    yield app
    close(app)


class _Server(uvicorn.Server):
    """A server that says its port."""

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])


@contextlib.contextmanager
def served(app: Flask) -> Iterator[Site]:
    """The application under the real server, in a thread of this process."""
    config = uvicorn.Config(
        wrap(app),
        "127.0.0.1",
        0,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,  # browsers keep connections open
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, name="journeys", daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server stopped"
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.01)
    yield Site(app, f"http://127.0.0.1:{server.port}")
    server.should_exit = True  # its worker stops too: it would go on with what is no longer there
    thread.join(30)
    assert not thread.is_alive(), "the server did not stop"
