"""What the events do when something happens to a page."""

from __future__ import annotations

from wiki.events.rules import KIND
from wiki.events.service import derive, minutes
from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.places.rules import KIND as PLACE


def connect() -> None:
    """Listen to the pages: those of events, and those of the places in which they are held."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_joined)


def on_saved(
    page: Page,
    revision: Revision,
    body: str,
    has_new_sheet: bool,
    kept: frozenset[str],
    **_: object,
) -> None:
    """Its sheet tells an event, or where events are held; its text, what was decided."""
    minutes.follow(page, document_of(body), told_some="minutes" in kept)
    if has_new_sheet or revision.kind == KIND:
        derive.follow(page, revision)
    if has_new_sheet and revision.kind == PLACE:
        derive.follow_place(page)


def on_deleted(page: Page, **_: object) -> None:
    """It is no event any more, and no place."""
    derive.forget(page)
    minutes.forget(page)
    derive.follow_place(page)


def on_restored(page: Page, **_: object) -> None:
    """It is again."""
    derive.follow(page, pages.head(page))
    minutes.follow(page, document_of(pages.body(page)))
    derive.follow_place(page)


def on_erased(page: Page, fields: frozenset[str], **_: object) -> None:
    """What was erased of its sheet is shown nowhere."""
    if fields and page.deleted_at is None:
        derive.follow(page, pages.head(page))


def on_joined(page: Page, into: Page, **_: object) -> None:
    """The events of a place are held in the one that its titles lead to."""
    derive.follow_place(page)
    derive.follow_place(into)
