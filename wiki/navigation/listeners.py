"""What the navigation does when something happens to a page."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.navigation.service import branches, filing
from wiki.pages.models import Page, Revision
from wiki.pages.queries.pages import body, redirects_to
from wiki.site.queries import SITE_STAMP
from wiki.site.service import touch


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(page: Page, revision: Revision, body: str, is_new: bool, **_: object) -> None:
    """File it where its text says, and under the titles that its own begins with."""
    is_renamed = revision.action == "renamed"
    filing.file_page(page, body, is_renamed=is_renamed)
    if is_renamed or (is_new and "/" in page.key):
        branches.grow(page, is_renamed=is_renamed)


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """What was filed under its old title follows; its new revision files the page itself."""
    filing.settle(_keys(page) | {title_key(old_title)})


def on_deleted(page: Page, **_: object) -> None:
    """It is filed nowhere, its old titles lead nowhere, and no page names it as one like it.

    Which pages do is not known: all that are kept are made again, once.
    """
    filing.forget(page)
    branches.cut(page)
    filing.settle(_keys(page))
    touch(SITE_STAMP)


def on_restored(page: Page, **_: object) -> None:
    """It is filed again, and its old titles lead to it again."""
    filing.settle(_keys(page))
    filing.file_page(page, body(page))
    branches.grow(page)


def _keys(page: Page) -> set[str]:
    return {page.key, *(redirect.key for redirect in redirects_to(page.id))}
