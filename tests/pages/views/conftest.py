"""What the tests of the screens share: acts and looks happen between two requests.

A request finds who asks in the context of the application, so none is left open around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save


class Plain:
    """An answer whose text is read with plain spaces: typography has its own tests."""

    @property
    def text(self) -> str:
        """The page."""
        text: str = super().text  # type: ignore[misc]
        return text.replace("\u202f", " ").replace("\u00a0", " ")


class Browser(FlaskClient):
    """A browser without a screen."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.response_wrapper = type("Answer", (Plain, self.response_wrapper), {})


@pytest.fixture(autouse=True)
def plain_spaces(app: Flask) -> None:
    """Every browser of these tests reads so."""
    app.test_client_class = Browser


@pytest.fixture
def by(app: Flask) -> Callable[..., Any]:
    """Gives ``by(name, act, *arguments)``: the act, done by that person."""

    def by_(name: str, act: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        with app.app_context():
            return act(people.make(name), *arguments, **more)

    return by_


@pytest.fixture
def write(app: Flask) -> Callable[..., Page]:
    """Gives ``write(title, *bodies, by=…)``: a page with a revision for each body."""

    def write_(title: str, *bodies: str, by: str = "alice") -> Page:
        with app.app_context():
            author = people.make(by)
            for base, body in enumerate(bodies):
                saved = save(author, Edit(title, body, base))
            return saved.page

    return write_
