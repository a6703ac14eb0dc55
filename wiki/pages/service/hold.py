"""Keeping the edit of a newcomer until others have read it."""

from __future__ import annotations

from wiki.journal.service import record
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page, Pending
from wiki.pages.service.derive import touch_page


def keep_pending(actor: Actor, held: Pending, page: Page) -> None:
    """Keep it inside an act: its page says that something waits."""
    reading().add(held)
    reading().flush()
    tell(actor, "edit_held", held, page if held.page_id is not None else None)


def tell(actor: Actor, action: str, held: Pending, page: Page | None) -> None:
    """The line of the journal for an act on it; its page shows what waits anew."""
    about = ("page", page.uid) if page else ("pending", held.uid)
    if page is not None:
        touch_page(page.id)
    # The journal is given to others: what a page that may never be made is called is not in it.
    record(actor, action, *about, title=page.title if page else "…", pending=held.uid)
