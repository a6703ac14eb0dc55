"""What the pages do when something happens to a page: links, search, stale renderings."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.rules import INTERWIKI_KEY
from wiki.pages.service import anchors, derive, neighbours, searching
from wiki.pages.service.derive import Difference, text_dependency, title_dependency


def connect() -> None:
    """Listen to the pages' own signals."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(page: Page, revision: Revision, body: str, is_new: bool, **_: object) -> None:
    """Write its links again, index it; what shows this page or links to it may be stale."""
    anchors.follow(page, revision, body)
    links = derive.derive_links(page, body)
    searching.put(page, revision, body, links)
    keys = {text_dependency(page.key)}
    if is_new:
        keys.add(title_dependency(page.key))
    derive.mark_stale(keys)
    _announce(page, links)
    if page.key == INTERWIKI_KEY:
        before = queries.revision(page, revision.parent) if revision.parent else None
        neighbours.settle(queries.text(before.text_sha256) if before else "", body)


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """Links to any of its titles may show otherwise."""
    old_key = title_key(old_title)
    derive.mark_stale(_all_keys(page) | {title_dependency(old_key), text_dependency(old_key)})
    if INTERWIKI_KEY in (old_key, page.key) and old_key != page.key:
        _settle(page, is_there=page.key == INTERWIKI_KEY)


def on_deleted(page: Page, **_: object) -> None:
    """Links to the page become red, and it is not found."""
    links = derive.forget(page)
    searching.remove(page, links)
    derive.mark_stale(_all_keys(page))
    _announce(page, links)
    if page.key == INTERWIKI_KEY:
        _settle(page, is_there=False)


def on_restored(page: Page, **_: object) -> None:
    """Links to the page are blue again, and it is found."""
    text = queries.body(page)
    links = derive.derive_links(page, text)
    searching.put(page, queries.head(page), text, links)
    derive.mark_stale(_all_keys(page))
    _announce(page, links)
    if page.key == INTERWIKI_KEY:
        _settle(page, is_there=True)


def _settle(page: Page, *, is_there: bool) -> None:
    """The page of the prefixes comes or goes, all it says with it."""
    said = queries.body(page)
    neighbours.settle("" if is_there else said, said if is_there else "")


def _announce(page: Page, links: Difference) -> None:
    signals.links_changed.send(page=page, come=links.come, gone=links.gone)


def _all_keys(page: Page) -> set[str]:
    keys = {page.key, *(redirect.key for redirect in queries.redirects_to(page.id))}
    return {name(key) for key in keys for name in (title_dependency, text_dependency)}
