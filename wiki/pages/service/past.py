"""Past history entering the wiki: verbatim, and only into a page that has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, new_uid, title_key
from wiki.pages import rules
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.revise import Change, revise
from wiki.site.queries import policy


@dataclass(frozen=True)
class PastRevision:
    """A revision as it was made elsewhere or earlier."""

    author: Actor
    at: datetime
    body: str
    summary: str = ""
    is_minor: bool = False
    action: str = "edited"
    merged_from: int | None = None


def record_history(actor: Actor, raw_title: str, history: Sequence[PastRevision]) -> Page:
    """Write a page with its whole past; refuses a title that has a page already."""
    title = clean_title(raw_title)
    if not history:
        raise Invalid("history_empty")
    with act() as session:
        require(actor, May.MANAGE_SITE, policy())
        if queries.existing_titles([title_key(title)]):
            raise Conflict("history_not_empty", title=title)
        page = Page(
            uid=new_uid(),
            key=title_key(title),
            title=title,
            head=0,
            protection="members",
            created_at=history[0].at,
        )
        session.add(page)
        session.flush()
        for past in history:
            _write(page, past, is_last=past is history[-1])
    return page


def _write(page: Page, past: PastRevision, *, is_last: bool) -> None:
    change = Change(
        title=page.title,
        body=rules.clean_body(past.body),
        action=past.action,
        summary=rules.clean_summary(past.summary),
        is_minor=past.is_minor,
        merged_from=past.merged_from,
    )
    with clock.stopped_at(past.at):
        revise(past.author, page, change, announce=is_last)
    reading().flush()
