"""A wiki with a page that must come through unharmed, and people who try."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from wiki.kernel.permissions import SYSTEM
from wiki.pages.queries.pages import body, get
from wiki.pages.service.save import Edit, save

#: The page that nobody here may harm.
WITNESS = "Accueil"
#: The slowest that an answer may be, with a wide margin for a loaded machine, in seconds.
BOUND = 60.0


@pytest.fixture
def app(make_app) -> Iterator[Flask]:  # type: ignore[no-untyped-def]
    """A wiki that answers errors as it does in production, with its page and its neighbour."""
    made = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    with made.app_context():
        save(SYSTEM, Edit(title=WITNESS, body="Intact. Voir [[Voisine]].\n", base=0))
        save(SYSTEM, Edit(title="Voisine", body="Première.\n", base=0))
        save(SYSTEM, Edit(title="Voisine", body="Seconde.\n", base=1))
    yield made
    with made.app_context():
        assert body(get(WITNESS)) == "Intact. Voir [[Voisine]].\n"
    witness = made.test_client().get(f"/wiki/{WITNESS}")
    assert witness.status_code == 200
    assert "Intact." in witness.text


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Nobody in particular."""
    return app.test_client()


@pytest.fixture
def charlie(app: Flask) -> FlaskClient:
    """A member, whose forms have their token."""
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    return client


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    """The administrator: nothing is refused to her for want of a right."""
    client = app.test_client()
    people.sign_in(client, app, "alice")
    return client


def token(client: FlaskClient) -> str:
    """The token that this client's forms carry."""
    page = client.get(f"/wiki/{WITNESS}/edit").text
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def stands(answer: TestResponse) -> None:
    """The answer is a page, a way elsewhere, or a refusal with a sentence; never a fault."""
    assert answer.status_code < 500, f"{answer.request.path}: {answer.text[:300]}"
    if answer.status_code >= 400:
        assert len(answer.text.split()) > 3, answer.text


@contextmanager
def bounded(seconds: float = BOUND) -> Iterator[None]:
    """What happens inside ends in time."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds
