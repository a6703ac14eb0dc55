"""What the pages do when something happens to a page: links, search, stale renderings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wiki.kernel import signals
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.terms import explained
from wiki.pages.rules import ABBREVIATIONS_KEY, INTERWIKI_KEY
from wiki.pages.service import anchors, derive, neighbours, pending, ready, searching, terms
from wiki.pages.service.derive import (
    CHANGES,
    Difference,
    text_dependency,
    title_dependency,
)


def connect() -> None:
    """Listen to the pages' own signals."""
    signals.page_saved.connect(on_saved)
    signals.page_renamed.connect(on_renamed)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)
    signals.setting_changed.connect(on_setting)
    signals.day_begun.connect(on_day)


def on_saved(page: Page, revision: Revision, body: str, is_new: bool, **_: object) -> None:
    """Write its links again, index it; what shows this page or links to it may be stale."""
    anchors.follow(page, revision, body)
    links = derive.derive_links(page, body)
    searching.put(page, revision, body, links)
    keys = {text_dependency(page.key), CHANGES}
    if is_new:
        keys.add(title_dependency(page.key))
    derive.mark_stale(keys)
    _announce(page, links)
    if page.key in _SETTLE:
        before = queries.revision(page, revision.parent) if revision.parent else None
        _SETTLE[page.key](queries.text(before.text_sha256) if before else "", body)


def on_renamed(page: Page, old_title: str, **_: object) -> None:
    """Links to any of its titles may show otherwise."""
    old_key = title_key(old_title)
    derive.mark_stale(_all_keys(page) | {title_dependency(old_key), text_dependency(old_key)})
    if old_key != page.key:
        _settle(page, old_key, is_there=False)
        _settle(page, page.key, is_there=True)


def on_deleted(page: Page, **_: object) -> None:
    """Links to the page become red, and it is not found."""
    links = derive.forget(page)
    searching.remove(page, links)
    derive.mark_stale(_all_keys(page) | {CHANGES})
    _announce(page, links)
    _settle(page, page.key, is_there=False)


def on_restored(page: Page, **_: object) -> None:
    """Links to the page are blue again, and it is found."""
    text = queries.body(page)
    links = derive.derive_links(page, text)
    searching.put(page, queries.head(page), text, links)
    derive.mark_stale(_all_keys(page) | {CHANGES})
    _announce(page, links)
    _settle(page, page.key, is_there=True)


def on_setting(**_: object) -> None:
    """Every page shows the site: what was ready is to be made again."""
    ready.soon()


def on_day(**_: object) -> None:
    """The edits of newcomers that nobody has read in time appear."""
    pending.look_daily()


def _settle_words(before: str, after: str) -> None:
    terms.settle(explained(before), explained(after))


#: What follows when a settings page says `after` instead of `before` ("" where there is none).
_SETTLE: Mapping[str, Callable[[str, str], None]] = {
    INTERWIKI_KEY: neighbours.settle,
    ABBREVIATIONS_KEY: _settle_words,
}


def _settle(page: Page, key: str, *, is_there: bool) -> None:
    """A page comes to a title or leaves it: when that is one of settings, all it says with it."""
    if key in _SETTLE:
        said = queries.body(page)
        _SETTLE[key]("" if is_there else said, said if is_there else "")


def _announce(page: Page, links: Difference) -> None:
    signals.links_changed.send(page=page, come=links.come, gone=links.gone)


def _all_keys(page: Page) -> set[str]:
    keys = {page.key, *(redirect.key for redirect in queries.redirects_to(page.id))}
    return {name(key) for key in keys for name in (title_dependency, text_dependency)}
