"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
