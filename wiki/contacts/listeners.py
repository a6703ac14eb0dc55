"""What the contacts do when pages are joined: they follow."""

from __future__ import annotations

from typing import Any

from wiki.contacts import service
from wiki.kernel import signals
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages."""
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_parted)


def on_joined(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """Who is reached about it is reached about the one that it was joined to."""
    moved["contacts"] = service.follow(page.id, into.id)


def on_parted(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """They are reached about it again."""
    service.bring_back(moved["contacts"], into.id, page.id)
