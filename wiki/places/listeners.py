"""What the places do when something happens to a page."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.places.rules import KIND
from wiki.places.service import derive, doubles
from wiki.places.service.erase import erase


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)
    signals.values_ended.connect(on_ended)


def on_saved(
    page: Page, revision: Revision, has_new_sheet: bool, is_new: bool, **_: object
) -> None:
    """A sheet that changed makes another place; a place without name has that of its page."""
    if has_new_sheet and is_new and revision.number > 1:  # it came with its past
        derive.replay(page)
        doubles.follow(page, revision.sheet)
    elif has_new_sheet or (revision.kind == KIND and revision.action == "renamed"):
        derive.follow(page, revision)
        doubles.follow(page, revision.sheet)


def on_deleted(page: Page, **_: object) -> None:
    """It is a place no more."""
    derive.forget(page)
    doubles.forget(page)


def on_restored(page: Page, **_: object) -> None:
    """It is a place again."""
    derive.replay(page)
    doubles.follow(page, queries.head(page).sheet)


def on_erased(page: Page, fields: frozenset[str], **_: object) -> None:
    """What it was is found again, without the values that were erased; files say them no more."""
    if fields:
        erase(page.id, fields)
    if fields and page.deleted_at is None:
        derive.replay(page)
        doubles.follow(page, queries.head(page).sheet)


def on_ended(since: str, until: str, **_: object) -> None:
    """Pages that show the state of a place say that it is to be checked again."""
    derive.end(since, until)
