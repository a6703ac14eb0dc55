"""What the charters say when something happens to a page that is a draft or a network of one."""

from __future__ import annotations

from wiki.charter.queries import charters as queries
from wiki.kernel import signals
from wiki.kernel.errors import Conflict
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages."""
    signals.page_deleted.connect(on_gone)
    signals.page_joined.connect(on_gone)


def on_gone(page: Page, **_: object) -> None:
    """The text of a charter neither goes to the bin nor into another page."""
    if (charter := queries.of_page(page.id)) is not None:
        raise Conflict("charter_keeps_page", title=charter.title)
