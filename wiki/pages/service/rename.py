"""Renaming: a revision with another title, and a redirect where the page was."""

from __future__ import annotations

from wiki.journal.service import take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages import rules
from wiki.pages.models import Page, Redirect, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.service import pace
from wiki.pages.service.drafts import carry_drafts
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.pages.service.save import require_title
from wiki.site.queries import policy


def rename(
    actor: Actor, uid: str, new_title: str, summary: str = "", *, place: str | None = None
) -> Revision:
    """Give a page another title; its old one leads to it from now on."""
    title = clean_title(new_title)
    with act():
        pace.count(actor, place)
        page = queries.by_uid(uid, locked=True)
        take_turn()  # nobody else takes the title meanwhile
        require(actor, May.RENAME, policy(), f"page:{uid}")
        require_edit(actor, page)
        if title == page.title:
            raise Invalid("title_unchanged")
        _make_room(actor, page, title)
        body, old_title = queries.body(page), page.title
        _take_title(page, title)
        signals.page_renamed.send(page=page, old_title=old_title, actor=actor)
        change = Change(title, body, "renamed", rules.clean_summary(summary))
        return revise(actor, page, change)


def _make_room(actor: Actor, page: Page, title: str) -> None:
    """Refuse a title that another page or its redirect holds; take back one of our own."""
    key = title_key(title)
    if key == page.key:
        return
    if (other := queries.find(title)) is not None:
        raise Conflict("title_taken", title=other.title)
    session = reading()
    redirect = session.get(Redirect, key)
    if redirect is not None and redirect.page_id == page.id:
        session.delete(redirect)
        session.flush()
    require_title(actor, title)


def _take_title(page: Page, title: str) -> None:
    session = reading()
    old_key, old_title = page.key, page.title
    page.key, page.title = title_key(title), title
    session.flush()
    if old_key != page.key:
        session.merge(
            Redirect(key=old_key, title=old_title, page_id=page.id, created_at=clock.now())
        )
        session.flush()
        carry_drafts(old_key, page)
