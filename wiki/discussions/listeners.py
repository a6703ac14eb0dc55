"""What the discussions do when something happens to a page."""

from __future__ import annotations

from wiki.discussions.service import mentions, places
from wiki.kernel import signals
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)


def on_saved(page: Page, body: str, actor: Actor, **_: object) -> None:
    """Find again the passages that are discussed; tell those whom the text names."""
    places.follow("page", page.uid, body)
    mentions.note(actor, "page", page.uid, body)
