"""Taking a thread to the discussion of the page that it is really about."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions import rules
from wiki.discussions.kinds import reason_not, require_on
from wiki.discussions.models import Passage, Thread, Turn, TurnDraft
from wiki.discussions.queries import threads
from wiki.discussions.service.carry import bring_back
from wiki.journal.service import record, take_turn
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor, May
from wiki.pages.queries.pages import page_at


def move(actor: Actor, thread_uid: str, title: str) -> Thread:
    """Take a thread to another page; its address stays, and drafts of answers follow."""
    with act() as session:
        thread = threads.by_uid(thread_uid, locked=True)
        if reason := why_not(actor, thread):
            raise Refused(reason)
        page, from_uid = page_at(title), thread.target_uid
        before = require_on(actor, May.DISCUSS, "page", from_uid)
        after = require_on(actor, May.DISCUSS, "page", page.uid)
        if page.uid == from_uid:
            raise Conflict("thread_is_there")
        take_turn()
        bring_back([thread.id], from_uid, page.uid)
        turns = sa.select(Turn.uid).where(Turn.thread_id == thread.id)
        drafts = sa.or_(
            sa.and_(TurnDraft.form == "answer", TurnDraft.uid == thread.uid),
            sa.and_(TurnDraft.form == "turn", TurnDraft.uid.in_(turns)),
        )
        session.execute(sa.update(TurnDraft).where(drafts).values(target_uid=page.uid))
        session.refresh(thread)
        record(actor, "thread_moved", "thread", thread.uid, title=after.title, was=before.title)
    return thread


def why_not(actor: Actor, thread: Thread) -> str | None:
    """None when the actor may take a thread elsewhere, else the code of the reason."""
    if thread.target_kind != "page":
        return "thread_stays"
    session = reading()
    opener = sa.select(Turn.author_id).where(Turn.thread_id == thread.id, Turn.number == 1)
    passage = sa.select(Passage.thread_id).where(Passage.thread_id == thread.id)
    return rules.why_not_move(
        actor,
        session.scalar(opener),
        moderates=reason_not(actor, May.HIDE, "page", thread.target_uid) is None,
        is_of_passage=session.scalar(passage) is not None,
    )
