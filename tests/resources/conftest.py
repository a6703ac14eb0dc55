"""What the tests of resources and paths share."""

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

Describe = Callable[..., Page]


@pytest.fixture
def describe(app: Flask) -> Describe:
    """Gives ``describe(title, **values)``: the page of a resource; ``kind="path"``: of a path."""

    def describe_(title: str, kind: str = "resource", body: str = "", **values: Any) -> Page:
        with app.app_context():
            found = pages.find(title)
            said = {"name": title, "summary": f"Ce que dit {title}.", **values}
            if kind == "resource":
                said.setdefault("theme", ["design"])
            said = {name: value for name, value in said.items() if value is not None}
            text = body or (None if found else "")
            edit = Edit(title, text, found.head if found else 0, sheet=Sheet(kind, said))
            return save(people.make("alice"), edit).page

    return describe_
