"""Reading again: a member says that revisions were read, and how far the changes were seen."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.queries import last_seq
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.models import Review, Revision, Visit
from wiki.pages.queries import pages as queries
from wiki.site.queries import policy


def mark_reviewed(actor: Actor, uid: str, first: int, last: int) -> int:
    """Mark the revisions `first` to `last` of a page as read again; returns how many there are."""
    with act() as session:
        require(actor, May.REVIEW, policy())
        page = queries.by_uid(uid)
        ids = session.scalars(
            sa.select(Revision.id).where(
                Revision.page_id == page.id, Revision.number.between(first, last)
            )
        ).all()
        _mark(actor, ids)
        record(actor, "page_reviewed", "page", uid, title=page.title, first=first, last=last)
    return len(ids)


def _mark(actor: Actor, revision_ids: Iterable[int]) -> None:
    for revision_id in revision_ids:
        insert_missing(Review, revision_id=revision_id, member_id=actor.member_id, at=clock.now())


def mark_seen(actor: Actor) -> None:
    """Remember that a member has looked at the recent changes: « depuis ma dernière visite »."""
    if actor.member_id is None:
        return
    with act() as session:
        visit = session.get(Visit, actor.member_id)
        now = last_seq()
        if visit is None:
            session.add(Visit(member_id=actor.member_id, seq=now, previous_seq=0, at=clock.now()))
        elif visit.seq != now:
            visit.previous_seq, visit.seq, visit.at = visit.seq, now, clock.now()
