"""What the discussions do when something happens to a page."""

from __future__ import annotations

from typing import Any

from wiki.discussions.service import carry, erase, mentions, places
from wiki.kernel import signals
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.texts_erased.connect(on_erased)
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_parted)


def on_saved(page: Page, body: str, actor: Actor, **_: object) -> None:
    """Find again the passages that are discussed; tell those whom the text names."""
    places.follow("page", page.uid, body)
    mentions.note(actor, "page", page.uid, body)


def on_erased(page: Page, **_: object) -> None:
    """What was quoted of the texts goes with them."""
    erase.unquote(page)


def on_joined(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """What is said of it goes on where it was joined to; what is said of its passages stays."""
    moved["threads"] = carry.follow(page.uid, into.uid)


def on_parted(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """It is said of it again."""
    carry.bring_back(moved["threads"], into.uid, page.uid)
