"""Keeping the edit of a newcomer, which a job saves when nobody has read it in time."""

from __future__ import annotations

from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page, Pending
from wiki.pages.pending import appears_at
from wiki.pages.service.derive import touch_page
from wiki.site.queries import setting

JOB = "pages.pending"


def keep_pending(actor: Actor, held: Pending, page: Page) -> None:
    """Keep it inside an act: its page says that something waits."""
    reading().add(held)
    reading().flush()
    look_later(held)
    tell(actor, "edit_held", held, page if held.page_id is not None else None)


def look_later(held: Pending) -> None:
    """Have it saved by itself on its day, if the site wishes."""
    at = appears_at(held.sent_at, setting("newcomer_review_days"))
    if at is not None:
        enqueue(JOB, {"uid": held.uid}, run_at=at, dedupe_key=f"{JOB}:{held.uid}")


def tell(actor: Actor, action: str, held: Pending, page: Page | None) -> None:
    """The line of the journal for an act on it; its page shows what waits anew."""
    about = ("page", page.uid) if page else ("pending", held.uid)
    if page is not None:
        touch_page(page.id)
    # The journal is given to others: what a page that may never be made is called is not in it.
    record(actor, action, *about, title=page.title if page else "…", pending=held.uid)
