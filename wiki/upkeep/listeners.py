"""What the upkeep does when links and titles change."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.pages.queries.documents import document_of
from wiki.upkeep.service import contents, derive, sections


def connect() -> None:
    """Listen to the pages."""
    signals.links_changed.connect(on_links)
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.texts_erased.connect(on_erased)


def on_links(page: Page, come: frozenset[str], gone: frozenset[str], **_: object) -> None:
    """Count again the titles that it asks for."""
    derive.links_changed(page.id, come, gone)
    if come or gone:
        sections.judge(page.id, [])


def on_saved(page: Page, revision: Revision, body: str, is_new: bool, **_: object) -> None:
    """Note whether it leads to several pages of its name, its sections, where it leads out of the
    wiki; the title of a new one is its own."""
    contents.follow(page, document_of(body), revision.created_at)
    if is_new:
        _lead_elsewhere(page, [page.key])


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """Its old title leads to it, its new one is no longer asked for."""
    _lead_elsewhere(page, [page.key, title_key(old_title)])


def on_deleted(page: Page, **_: object) -> None:
    """A page went to the bin: none of its titles leads to it, and it leads nowhere."""
    contents.forget(page)
    _moved(page)


def on_restored(page: Page, **_: object) -> None:
    """A page came back: all its titles lead to it again."""
    contents.read_again(page)
    _moved(page)


def on_erased(page: Page, **_: object) -> None:
    """What its sections were called may be forgotten: a link to one leads nowhere then."""
    sections.judge(page.id, sections.titles_of(page))


def _moved(page: Page) -> None:
    _lead_elsewhere(page, sections.titles_of(page))


def _lead_elsewhere(page: Page, keys: list[str]) -> None:
    derive.titles_changed(page.id, keys)
    sections.judge(page.id, keys)
