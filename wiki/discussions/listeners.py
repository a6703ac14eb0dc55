"""What the discussions do when something happens to a page."""

from __future__ import annotations

from wiki.discussions.service import places
from wiki.kernel import signals
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)


def on_saved(page: Page, body: str, **_: object) -> None:
    """Find again the passages that are discussed."""
    places.follow("page", page.uid, body)
