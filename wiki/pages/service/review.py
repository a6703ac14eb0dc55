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
        insert_missing(
            Review,
            {"revision_id": revision_id, "member_id": actor.member_id, "at": clock.now()},
        )


def mark_seen(actor: Actor, seq: int) -> None:
    """Remember how far in the journal a member has looked: « depuis ma dernière visite ».

    What came after `seq`, while the list was being read, stays new.
    """
    if actor.member_id is None:
        return
    with act() as session:
        now = clock.now()
        insert_missing(Visit, {"member_id": actor.member_id, "seq": 0, "at": now})
        visit = session.get_one(Visit, actor.member_id)
        seen = min(seq, last_seq())
        if seen > visit.seq:
            visit.seq, visit.at = seen, now
