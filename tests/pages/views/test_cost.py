"""What reading and editing cost, in what can be counted on any machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from wiki.pages.models import Page


@pytest.fixture
def layered(app: Flask) -> Iterator[list[str]]:
    """The statements that go through SQLAlchemy's layers from now on: each costs ten looks."""
    asked: list[str] = []

    def execute(_1: Any, _2: Any, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = app.extensions["wiki"].database.engine
    sa.event.listen(engine, "before_cursor_execute", execute)
    yield asked
    sa.event.remove(engine, "before_cursor_execute", execute)


@pytest.mark.parametrize("address", ["/wiki/Le_Comptoir", "/wiki/Le_Comptoir/edit"])
def test_a_member_reads_a_page_and_its_form_past_the_layers(
    sign_in: Callable[[str], FlaskClient],
    write: Callable[..., Page],
    layered: list[str],
    address: str,
) -> None:
    write("Le Comptoir", "Un café [[Coworking|partagé]], comme [[La Grange]].\n")
    client = sign_in("alice")
    assert client.get("/wiki/Le_Comptoir/history").status_code == 200
    layered.clear()
    assert client.get(address).status_code == 200
    assert layered == []
