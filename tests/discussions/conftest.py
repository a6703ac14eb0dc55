"""What the tests of the discussions share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.service import speak
from wiki.discussions.service.speak import Said, Words
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save


@pytest.fixture
def page() -> Callable[..., Page]:
    """Gives ``page(title, *bodies)``: a page by alice, with a revision for each body."""

    def make(title: str = "Lieu", *bodies: str) -> Page:
        alice = people.make("alice")
        head = found.head if (found := queries.find(title)) else 0
        for base, body in enumerate(bodies or ("Un café.\n",), start=head):
            saved = save(alice, Edit(title, body, base))
        return saved.page

    return make


@pytest.fixture
def thread(page: Callable[..., Page]) -> Callable[..., Said]:
    """Gives ``thread(subject, text, by=…, title=…)``: a thread about a page, made if need be."""

    def make(
        subject: str = "Des exemples",
        text: str = "Lesquels ?",
        *,
        by: str = "charlie",
        title: str = "Lieu",
    ) -> Said:
        about = queries.find(title) or page(title)
        actor: Actor = people.make(by)
        return speak.open_thread(actor, "page", about.uid, subject, Words(text))

    return make
