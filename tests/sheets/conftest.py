"""What the tests of the sheets share."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.sheets.places import Describe
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, Saved, save
from wiki.schema.sheet import Sheet


@pytest.fixture
def describe(app: Flask) -> Describe:
    """Gives ``describe(title, sheet, by="alice", base=None)``: the sheet of a page, saved."""

    def describe_(title: str, sheet: Sheet, by: str = "alice", base: int | None = None) -> Saved:
        with app.app_context():
            found: Page | None = queries.led_to(title)
            head = found.head if found else 0
            edit = Edit(title, None, head if base is None else base, sheet=sheet)
            return save(people.make(by), edit)

    return describe_


@pytest.fixture
def alice(app: Flask) -> Any:
    """Alice, who administers."""
    with app.app_context():
        return people.make("alice")
