"""Putting what a thread came to on a page, in the name of those who said it."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.discussions.kinds import require_on
from wiki.discussions.models import Turn
from wiki.discussions.queries import threads
from wiki.discussions.service import derive
from wiki.discussions.service.settle import settle_inside
from wiki.journal.service import record
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May
from wiki.kernel.slugs import clean_title
from wiki.kernel.texts import whole_text
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, Saved, save_inside


class Extract(NamedTuple):
    """What goes to a page of this title, after what it says; `settles` the thread too."""

    title: str
    text: str
    summary: str
    settles: bool = False
    submission: str | None = None
    place: str | None = None


def extract(actor: Actor, thread_uid: str, wanted: Extract) -> Saved:
    """Save it as an ordinary edit, made with those who spoke; a page that is not there begins."""
    text, _ = whole_text(wanted.text.strip("\r\n"))
    if not text.strip():
        raise Invalid("extract_missing")
    with act():
        thread = threads.by_uid(thread_uid, locked=True)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        page = pages.led_to(clean_title(wanted.title))
        body = pages.body(page) if page else ""
        edit = Edit(
            page.title if page else wanted.title,
            f"{body.rstrip()}\n\n{text}\n" if body.strip() else f"{text}\n",
            page.head if page else 0,
            summary=wanted.summary,
            submission=wanted.submission,
            place=wanted.place,
            co_author_ids=_spoke(thread.id, actor),
            keeps_drafts=True,
            is_shown_next=True,
        )
        saved = save_inside(actor, edit)
        if wanted.settles and thread.resolved_at is None:
            derive.touch(thread)
            settle_inside(actor, thread, is_open=False)
            record(actor, "thread_resolved", "thread", thread.uid, title=thing.title)
    return saved


def _spoke(thread_id: int, actor: Actor) -> tuple[int, ...]:
    """Those who said it, but for the one who takes it over."""
    query = (
        sa.select(Turn.author_id)
        .where(Turn.thread_id == thread_id, Turn.hidden_at.is_(None), Turn.author_id.is_not(None))
        .group_by(Turn.author_id)
        .order_by(sa.func.min(Turn.number))
    )
    found = [one for one in reading().scalars(query) if one is not None]
    return tuple(one for one in found if one != actor.member_id)
