"""What the upkeep does when links and titles change."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.pages import body, redirects_to
from wiki.upkeep.service import derive, outside


def connect() -> None:
    """Listen to the pages."""
    signals.links_changed.connect(on_links)
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_links(page: Page, come: frozenset[str], gone: frozenset[str], **_: object) -> None:
    """Count again the titles that it asks for."""
    derive.links_changed(page.id, come, gone)


def on_saved(page: Page, revision: Revision, body: str, is_new: bool, **_: object) -> None:
    """Note whether it leads to several pages of its name, and where it leads out of the wiki; the
    title of a new one is its own."""
    derive.say_homonymy(page.id, is_one=derive.says_homonymy(body))
    outside.follow(page.id, document_of(body).external_urls, revision.created_at)
    if is_new:
        derive.titles_changed(page.id, [page.key])


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """Its old title leads to it, its new one is no longer asked for."""
    derive.titles_changed(page.id, [page.key, title_key(old_title)])


def on_deleted(page: Page, **_: object) -> None:
    """A page went to the bin: none of its titles leads to it, and it leads nowhere."""
    derive.say_homonymy(page.id, is_one=False)
    outside.follow(page.id, (), page.created_at)
    _moved(page)


def on_restored(page: Page, **_: object) -> None:
    """A page came back: all its titles lead to it again."""
    derive.say_homonymy(page.id, is_one=derive.says_homonymy(body(page)))
    outside.read_again(page)
    _moved(page)


def _moved(page: Page) -> None:
    derive.titles_changed(page.id, [page.key, *(one.key for one in redirects_to(page.id))])
