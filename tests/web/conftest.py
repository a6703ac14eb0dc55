"""A wiki that a browser visits: served from this process, on a file of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from jinja2 import DictLoader
from werkzeug.serving import make_server

from tests import people
from tests.conftest import upgraded
from tests.databases import careless
from tests.web.gallery import add_gallery
from wiki.app import create_app
from wiki.pages.service.save import Edit, save

if TYPE_CHECKING:
    from playwright.sync_api import Page

BODY = (
    "Un lieu ouvert à tous, à Pomerol.\n\n"
    "## Horaires\n\nOuvert de 9 h à 18 h.\n\n"
    "## Tarifs\n\nUne journée coûte 12 euros.\n"
)


@pytest.fixture
def wiki_app(tmp_path: Path, assets: None) -> Iterator[Flask]:
    """A wiki with the gallery and one page, « Le lieu »."""
    url = f"sqlite:///{tmp_path}/wiki.db"
    upgraded(url)
    app = create_app({"TESTING": True, "WIKI_DATABASE_URL": url, "WIKI_DATA_DIR": str(tmp_path)})
    careless(app.extensions["wiki"].database.engine)
    add_gallery(app)
    with app.app_context():
        save(people.make("alice"), Edit(title="Le lieu", body=BODY, base=0))
    yield app
    app.extensions["wiki"].database.engine.dispose()


@pytest.fixture
def address(wiki_app: Flask) -> Iterator[str]:
    """Where that wiki answers, without a final slash."""
    server = make_server("127.0.0.1", 0, wiki_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def enter(wiki_app: Flask, address: str) -> Callable[[Page, str], None]:
    """Gives ``enter(page, "charlie")``: the browser is signed in as that person."""

    def enter_as(page: Page, name: str) -> None:
        client = wiki_app.test_client()
        people.sign_in(client, wiki_app, name)
        cookie = client.get_cookie(wiki_app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])

    return enter_as


@pytest.fixture
def noted(app: Flask) -> Callable[[dict[str, str]], list[str]]:
    """Gives ``noted(templates)``: the names they give to ``note()``, each time one is made."""

    def noted_(templates: dict[str, str]) -> list[str]:
        found: list[str] = []
        environment = app.extensions["wiki"].kept["templates"]
        environment.loader = DictLoader(templates)
        environment.globals["note"] = lambda name: found.append(name) or ""
        return found

    return noted_
