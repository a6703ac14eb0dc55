"""What the tests of the navigation share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import people
from wiki.kernel.slugs import title_key
from wiki.navigation.queries.categories import categories, inside, members
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save


@pytest.fixture
def write(app: Flask) -> Callable[..., Page]:
    """Gives ``write(title, body)``: a page, new or changed, by alice."""

    def write_(title: str, body: str = "Un café.\n") -> Page:
        with app.app_context():
            found = queries.led_to(title)
            edit = Edit(found.title if found else title, body, found.head if found else 0)
            return save(people.make("alice"), edit).page

    return write_


@pytest.fixture
def filed(app: Flask) -> Callable[..., tuple[list[str], list[str]]]:
    """Gives ``filed(category)``: the categories inside it, the pages filed under it."""

    def filed_(title: str) -> tuple[list[str], list[str]]:
        with app.app_context():
            key = title_key(title)
            return (
                [line.title for line in inside(key).rows],
                [line.title for line in members(key).rows],
            )

    return filed_


@pytest.fixture
def counts(app: Flask) -> Callable[[], dict[str, int]]:
    """Gives ``counts()``: how many pages are in each category, by name."""

    def counts_() -> dict[str, int]:
        with app.app_context():
            return {line.title: line.pages for line in categories().rows}

    return counts_
