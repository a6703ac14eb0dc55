"""What the glossary does when something happens to a page."""

from __future__ import annotations

from wiki.glossary.rules import KIND
from wiki.glossary.service import derive
from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of


def connect() -> None:
    """Listen to the pages; one that is joined to another goes, and comes back when parted."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)


def on_saved(
    page: Page,
    revision: Revision,
    body: str,
    has_new_sheet: bool,
    kept: frozenset[str],
    **_: object,
) -> None:
    """Its sheet defines a word, under its title; its text asks for others."""
    if has_new_sheet or (revision.kind == KIND and revision.action == "renamed"):
        derive.follow(page, revision)
    derive.follow_asked(page, document_of(body), asked_some="asked_words" in kept)


def on_deleted(page: Page, **_: object) -> None:
    """It defines nothing any more."""
    derive.forget(page)


def on_restored(page: Page, **_: object) -> None:
    """It defines its word again."""
    derive.follow(page, pages.head(page))
    derive.follow_asked(page, document_of(pages.body(page)))


def on_erased(page: Page, fields: frozenset[str], **_: object) -> None:
    """What was erased of its sheet is shown nowhere."""
    if fields and page.deleted_at is None:
        derive.follow(page, pages.head(page))
