"""What the tests of the upkeep share: pages, and the steps of a query."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import people
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save


@pytest.fixture
def write(app: Flask) -> Callable[..., Page]:
    """Gives ``write(title, body, by=…)``: the page that says so from now on."""

    def write_(title: str, body: str, by: str = "alice") -> Page:
        with app.app_context():
            page = queries.find(title)
            return save(people.make(by), Edit(title, body, page.head if page else 0)).page

    return write_
