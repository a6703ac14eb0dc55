"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save


@pytest.fixture
def write() -> Callable[..., Page]:
    """Gives ``write(title, *bodies, by=…)``: a page with a revision for each body."""

    def write_(title: str, *bodies: str, by: Actor | None = None) -> Page:
        author = by or people.make("alice")
        for base, body in enumerate(bodies):
            saved = save(author, Edit(title, body, base))
        return saved.page

    return write_


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """Gives ``sign_in(name)``: the browser of somebody who is signed in."""

    def sign_in_(name: str) -> FlaskClient:
        client = app.test_client()
        people.sign_in(client, app, name)
        return client

    return sign_in_
