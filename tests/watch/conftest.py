"""What the tests of watching share: a morning, a real mail server, the job that tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests import people
from tests.mail.conftest import mailbox, server
from wiki.jobs import service as jobs
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save
from wiki.watch.service.tell import begin

__all__ = ["mailbox", "server"]

#: A Tuesday, at nine in the morning in Paris.
MORNING = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
PUBLIC = "https://wiki.exemple.fr"


class Time:
    """The clock of a test, which jobs follow."""

    def __init__(self) -> None:
        self.now = MORNING

    def pass_(self, **more: float) -> None:
        """Let time pass, then do what is due."""
        self.now += timedelta(**more)
        with clock.stopped_at(self.now):
            jobs.run_all()


@pytest.fixture
def app(app: Flask) -> Flask:
    """A wiki with an address of its own."""
    app.extensions["wiki"].options["WIKI_PUBLIC_URL"] = PUBLIC
    app.config["TRUSTED_HOSTS"] = ["wiki.exemple.fr", "localhost"]
    return app


@pytest.fixture
def time(inside: Flask) -> Iterator[Time]:
    """A morning, with a worker at work."""
    made = Time()
    with clock.stopped_at(MORNING):
        with act():
            begin()
        yield made


@pytest.fixture
def write(time: Time) -> Callable[..., Page]:
    """Gives ``write(title, text, by=…)``: a page as somebody saves it."""

    def make(title: str, text: str, by: str = "alice") -> Page:
        with clock.stopped_at(time.now):
            head = found.head if (found := queries.find(title)) else 0
            return save(people.make(by), Edit(title, text, head)).page

    return make
