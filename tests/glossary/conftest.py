"""What the tests of the glossary share."""

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

Define = Callable[..., Page]


def term(word: str, definition: str, **values: Any) -> Sheet:
    """The sheet of a word."""
    return Sheet("term", {"name": word, "definition": definition, **values})


@pytest.fixture
def write(app: Flask) -> Callable[..., Page]:
    """Gives ``write(title, body)``: a new page."""

    def write_(title: str, body: str) -> Page:
        with app.app_context():
            return save(people.make("alice"), Edit(title, body, 0)).page

    return write_


@pytest.fixture
def define(app: Flask) -> Define:
    """Gives ``define(title, definition, **values)``: a page that defines a word, or otherwise."""

    def define_(title: str, definition: str, **values: Any) -> Page:
        with app.app_context():
            found = pages.find(title)
            sheet = term(title, definition, **values)
            edit = Edit(title, None, found.head if found else 0, sheet=sheet)
            return save(people.make("alice"), edit).page

    return define_
