"""What the organisations do when something happens to a page."""

from __future__ import annotations

from typing import Any

from wiki.kernel import signals
from wiki.organisations.service import follow, mandates
from wiki.pages.models import Page, Revision


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_moved)
    signals.page_deleted.connect(on_moved)
    signals.page_restored.connect(on_moved)
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_parted)


def on_saved(page: Page, revision: Revision, has_new_sheet: bool, **_: object) -> None:
    """What it says of others is shown on their pages."""
    if has_new_sheet:
        follow.changed(page, revision)


def on_moved(page: Page, **_: object) -> None:
    """It is shown under its title, while it is there."""
    follow.moved(page)


def on_joined(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """Who spoke for it speaks for the one that it was joined to."""
    moved.update(mandates.follow(page.id, into.id))


def on_parted(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """They speak for it again."""
    mandates.bring_back(moved, into.id, page.id)
