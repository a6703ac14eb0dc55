"""The bin: a page leaves the wiki, keeps its history, and may come back."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record, take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages.bin import right_back
from wiki.pages.models import Page, Redirect
from wiki.pages.queries import pages as queries
from wiki.pages.queries.bin import thrown
from wiki.pages.queries.joinings import joining_of
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.pages.service.save import require_title
from wiki.site.queries import policy


def delete(actor: Actor, uid: str, reason: str = "") -> Page:
    """Put a page in the bin; its title may be used again."""
    with act():
        page = queries.by_uid(uid, locked=True)
        delete_inside(actor, page, reason)
    return page


def delete_inside(actor: Actor, page: Page, reason: str = "") -> None:
    """Put a page in the bin inside an act that does more, once the page is held."""
    require(actor, May.DELETE, policy(), f"page:{page.uid}")
    require_edit(actor, page)
    page.deleted_at = clock.now()
    reading().flush()
    signals.page_deleted.send(page=page, actor=actor)
    record(actor, "page_deleted", "page", page.uid, title=page.title, reason=reason[:500])


def bring_back(actor: Actor, uid: str, new_title: str = "") -> Page:
    """Take a page out of the bin, under another title when its own is used or leads elsewhere."""
    with act() as session:
        page = queries.by_uid(uid, locked=True)
        take_turn()  # nobody else takes the title meanwhile
        if page.deleted_at is None:  # asked twice: it is done
            return page
        _require_back(actor, uid)
        title = clean_title(new_title or page.title)
        if joined := joining_of(page.id):
            raise Conflict("page_is_joined", title=page.title, other=joined.into)
        if (other := queries.find(title)) is not None:
            raise Conflict("title_taken", title=other.title)
        require_title(actor, title)
        renamed = title != page.title
        page.deleted_at, page.title, page.key = None, title, title_key(title)
        session.flush()
        _drop_hidden_redirects(session, page)
        signals.page_restored.send(page=page, actor=actor)
        if renamed:
            change = Change(title, queries.body(page), "renamed", entry="page_restored")
            revise(actor, page, change)
        else:
            record(actor, "page_restored", "page", uid, title=title)
    return page


def _require_back(actor: Actor, uid: str) -> None:
    """Raise `Refused` when the actor may not take out of the bin what has this uid."""
    right, *scopes = right_back(actor, thrown(uid))
    require(actor, right, policy(), *scopes)


def _drop_hidden_redirects(session: Session, page: Page) -> None:
    """Its old titles that are pages by now, itself included, lead to it no more."""
    there = sa.select(Page.id).where(Page.key == Redirect.key, Page.deleted_at.is_(None))
    session.execute(sa.delete(Redirect).where(Redirect.page_id == page.id, there.exists()))
