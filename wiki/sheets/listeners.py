"""What the sheets do when something happens to a page: the facts follow, and the kinds."""

from __future__ import annotations

from typing import Any

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.sheets.rules import code_at
from wiki.sheets.service import corrections, derive, kinds, written


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_parted)


def on_saved(
    page: Page, revision: Revision, has_new_sheet: bool, is_new: bool, **_: object
) -> None:
    """Write what its sheet says; of a page that came with its past, what it ever said."""
    if has_new_sheet and code_at(page.key):
        before = queries.revision(page, revision.parent) if revision.parent else None
        kinds.settle(page.key, before, revision)
    if has_new_sheet and is_new and revision.number > 1:
        derive.replay(page)
        written.replay(page)
    elif has_new_sheet:
        derive.follow(page, revision)
        written.follow(page, revision)


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """A page that settles a kind settles another one, or none."""
    if (old_key := title_key(old_title)) != page.key:
        kinds.settle(old_key, queries.head(page), None)
        kinds.settle(page.key, None, queries.head(page))


def on_deleted(page: Page, **_: object) -> None:
    """It says nothing any more."""
    derive.forget(page)
    written.forget(page)
    kinds.settle(page.key, queries.head(page), None)


def on_restored(page: Page, **_: object) -> None:
    """It says again what it said."""
    kinds.settle(page.key, None, queries.head(page))
    derive.replay(page)
    written.replay(page)


def on_erased(page: Page, fields: frozenset[str], **_: object) -> None:
    """What follows from the sheets is found again, without the values that were erased."""
    if fields:
        corrections.erase(page.id, fields)
        if page.deleted_at is None:
            derive.replay(page)
            written.replay(page)


def on_joined(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """The links by which it was corrected serve for the one that it was joined to."""
    moved["correction_links"] = corrections.follow(page.id, into.id)


def on_parted(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """They serve for it again."""
    corrections.bring_back(moved["correction_links"], into.id, page.id)
