"""What the files do when something happens to a page."""

from __future__ import annotations

from wiki.files.service import uses
from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(page: Page, revision: Revision, body: str, **_: object) -> None:
    """Write again which files it mentions."""
    uses.derive(page, body, revision.sheet)


def on_deleted(page: Page, **_: object) -> None:
    """It mentions nothing any more."""
    uses.forget(page)


def on_restored(page: Page, **_: object) -> None:
    """It mentions again what it did."""
    uses.derive(page, pages.body(page), pages.head(page).sheet)
