"""Protecting pages and reserving titles."""

from __future__ import annotations

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages import rules
from wiki.pages.models import Page, TitleLock
from wiki.pages.queries import pages as queries
from wiki.pages.service.derive import touch_page
from wiki.site.queries import policy


def protect(actor: Actor, uid: str, protection: str) -> Page:
    """Say who edits a page: `members`, `moderators` or `nobody`."""
    with act() as session:
        page = queries.by_uid(uid, locked=True)
        require(actor, May.PROTECT, policy())
        before = page.protection
        if before == rules.AMENDED:
            raise Conflict("protected_amended")
        page.protection = rules.checked_protection(protection)
        if before != protection:
            session.flush()
            touch_page(page.id)
            record(
                actor,
                "page_protected",
                "page",
                uid,
                title=page.title,
                before=before,
                after=protection,
            )
    return page


def lock_title(actor: Actor, raw_title: str, protection: str) -> None:
    """Reserve a title that has no page; `members` opens it again."""
    title = clean_title(raw_title)
    with act() as session:
        require(actor, May.PROTECT, policy())
        rules.checked_protection(protection)
        found = queries.title_lock(title)
        if protection == "members":
            if found is not None:
                session.delete(found)
        else:
            session.merge(
                TitleLock(
                    key=title_key(title),
                    title=title,
                    protection=protection,
                    created_at=clock.now(),
                )
            )
        record(actor, "title_locked", "title", title_key(title), title=title, after=protection)
