"""What the tests of the events share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import people
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

Announce = Callable[..., Page]


def event(title: str, starts_on: str, **values: Any) -> Sheet:
    """The sheet of an event."""
    return Sheet("event", {"name": title, "type": "meeting", "starts_on": starts_on, **values})


@pytest.fixture
def announce(app: Flask) -> Announce:
    """Gives ``announce(title, starts_on, body=, **values)``: the page of an event, or again."""

    def announce_(title: str, starts_on: str, body: str | None = None, **values: Any) -> Page:
        with app.app_context():
            found = pages.find(title)
            sheet = event(title, starts_on, **values)
            edit = Edit(title, body, found.head if found else 0, sheet=sheet)
            return save(people.make("alice"), edit).page

    return announce_
