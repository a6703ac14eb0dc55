"""A wiki that is served, with a page that several people write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import upgraded
from tests.databases import Prepare
from tests.live.typists import Typist
from tests.server.conftest import fill, session_of
from tests.server.running import Running
from wiki.app import create_app
from wiki.live.service import log
from wiki.pages.queries.pages import get


class Live:
    """The server, the same wiki seen from here, and windows on its first page."""

    def __init__(self, running: Running, app: Flask) -> None:
        self.running = running
        self.app = app
        self._cookies: dict[str, str] = {}
        with app.app_context():
            self.uid = get("Accueil").uid

    def cookie(self, name: str) -> str:
        """The session of somebody, the same each time."""
        if name not in self._cookies:
            self._cookies[name] = session_of(self.app, name)
        return self._cookies[name]

    def typist(self, name: str, running: Running | None = None) -> Typist:
        """A window of somebody, not yet open."""
        url = (running or self.running).url.replace("http", "ws", 1)
        return Typist(f"{url}/live/page/{self.uid}", self.cookie(name))

    def kept(self) -> str:
        """The text that the database has, from its log."""
        with self.app.app_context():
            found = log.known("page", self.uid)
            return "" if found is None else log.text_at(found.head.doc_id)


@pytest.fixture
def live(prepared_database: Callable[[Prepare | None], str], tmp_path: Path) -> Iterator[Live]:
    """The wiki behind our server."""
    url, folder = prepared_database(upgraded), tmp_path / "data"
    fill(url, folder)
    app = create_app({"WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(folder)})
    with Running(folder, url) as running:
        yield Live(running, app)
    app.extensions["wiki"].database.engine.dispose()
