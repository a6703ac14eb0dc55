"""What the sheets do when something happens to a page: the facts follow."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.sheets.service import derive, written


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(
    page: Page, revision: Revision, has_new_sheet: bool, is_new: bool, **_: object
) -> None:
    """Write what its sheet says; of a page that came with its past, what it ever said."""
    if has_new_sheet and is_new and revision.number > 1:
        derive.replay(page)
        written.replay(page)
    elif has_new_sheet:
        derive.follow(page, revision)
        written.follow(page, revision)


def on_deleted(page: Page, **_: object) -> None:
    """It says nothing any more."""
    derive.forget(page)
    written.forget(page)


def on_restored(page: Page, **_: object) -> None:
    """It says again what it said."""
    derive.replay(page)
    written.replay(page)
