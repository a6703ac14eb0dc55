"""What the organisations do when something happens to a page."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.organisations.service import follow
from wiki.pages.models import Page, Revision


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_moved)
    signals.page_deleted.connect(on_moved)
    signals.page_restored.connect(on_moved)


def on_saved(page: Page, revision: Revision, has_new_sheet: bool, **_: object) -> None:
    """What it says of others is shown on their pages."""
    if has_new_sheet:
        follow.changed(page, revision)


def on_moved(page: Page, **_: object) -> None:
    """It is shown under its title, while it is there."""
    follow.moved(page)
