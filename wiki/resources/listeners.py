"""What the resources do when something happens to a page."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.resources.rules import KIND, PATH
from wiki.resources.service import derive


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)


def on_saved(page: Page, revision: Revision, has_new_sheet: bool, **_: object) -> None:
    """Its sheet describes a resource or a path, under its title."""
    is_renamed = revision.kind in (KIND, PATH) and revision.action == "renamed"
    if has_new_sheet or is_renamed:
        derive.follow(page, revision)


def on_deleted(page: Page, **_: object) -> None:
    """It describes nothing any more."""
    derive.forget(page)


def on_restored(page: Page, **_: object) -> None:
    """It describes what it did."""
    derive.follow(page, pages.head(page))


def on_erased(page: Page, fields: frozenset[str], **_: object) -> None:
    """What was erased of its sheet is shown nowhere."""
    if fields and page.deleted_at is None:
        derive.follow(page, pages.head(page))
