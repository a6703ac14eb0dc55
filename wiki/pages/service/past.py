"""Past history entering the wiki: verbatim, and only into a page that has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.kernel.slugs import clean_title, new_uid, title_key
from wiki.pages import rules
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.derive import mark_stale, title_dependency
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


def record_history(actor: Actor, title: str, history: Sequence[PastRevision]) -> Page:
    """Write a page with its whole past; refuses a title that has a page already."""
    return record_histories(actor, {title: history})[0]


def record_histories(actor: Actor, histories: Mapping[str, Sequence[PastRevision]]) -> list[Page]:
    """Write several pages with their pasts, their revisions in the order of their dates."""
    with act():
        require(actor, May.MANAGE_SITE, policy())
        take_turn()
        pages = {title: _new_page(title, history) for title, history in histories.items()}
        mark_stale(title_dependency(page.key) for page in pages.values())
        dated = [
            (past.at, pages[title], past, past is history[-1])
            for title, history in histories.items()
            for past in history
        ]
        for _, page, past, is_last in sorted(dated, key=lambda row: row[0]):
            _write(page, past, is_last=is_last)
    return list(pages.values())


def _new_page(raw_title: str, history: Sequence[PastRevision]) -> Page:
    title = clean_title(raw_title)
    if not history:
        raise Invalid("history_empty")
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
    session = reading()
    session.add(page)
    session.flush()
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
