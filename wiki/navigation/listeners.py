"""What the navigation does when something happens to a page."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.navigation.service import filing
from wiki.pages.models import Page
from wiki.pages.queries.pages import body, redirects_to


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(page: Page, body: str, **_: object) -> None:
    """File it where its text says."""
    filing.file_page(page, body)


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """What was filed under its old title follows; its new revision files the page itself."""
    filing.settle(_keys(page) | {title_key(old_title)})


def on_deleted(page: Page, **_: object) -> None:
    """It is filed nowhere, and its old titles lead nowhere."""
    filing.forget(page)
    filing.settle(_keys(page))


def on_restored(page: Page, **_: object) -> None:
    """It is filed again, and its old titles lead to it again."""
    filing.settle(_keys(page))
    filing.file_page(page, body(page))


def _keys(page: Page) -> set[str]:
    return {page.key, *(redirect.key for redirect in redirects_to(page.id))}
