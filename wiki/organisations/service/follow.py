"""The pages that show what other sheets say of them would show otherwise once these change."""

from __future__ import annotations

from collections.abc import Iterable

from wiki.kernel.slugs import title_key
from wiki.organisations.rules import said_of_others
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.derive import touch_titles
from wiki.pages.sheets import NO_SHEET


def changed(page: Page, revision: Revision) -> None:
    """A sheet says otherwise of other pages than the one before."""
    before = pages.revision(page, revision.parent).sheet if revision.parent else NO_SHEET
    now = said_of_others(kinds(), revision.sheet)
    _touch(key for key, _ in now ^ said_of_others(kinds(), before))


def moved(page: Page) -> None:
    """A page has another name, or is there no more, or is again: those it names show it."""
    _touch(key for key, _ in said_of_others(kinds(), pages.head(page).sheet))


def _touch(keys: Iterable[str]) -> None:
    if wanted := set(keys):
        found = pages.existing_titles(wanted)
        touch_titles(wanted | {title_key(title) for title in found.values()})
