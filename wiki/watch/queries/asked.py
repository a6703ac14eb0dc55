"""Whom some acts ask to look after a page, who have not answered yet."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import reading
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.upkeep.models import Reviewer
from wiki.watch.rules import REVIEW, Tale


def asked(entries: Iterable[Entry]) -> list[Tale]:
    """What is told to each of them."""
    acts = {
        (str(one.detail["reviewer"]), one.object_uid): one
        for one in entries
        if one.action == "page_reviewer_asked"
    }
    if not acts:
        return []
    query = (
        sa.select(Member.id, Member.uid, Page.uid)
        .join(Reviewer, Reviewer.member_id == Member.id)
        .join(Page, Page.id == Reviewer.page_id)
        .where(
            Reviewer.asked_at.is_not(None),
            Member.uid.in_(sorted({reviewer for reviewer, _ in acts})),
            Page.uid.in_(sorted({page for _, page in acts})),
        )
        .order_by(Member.id, Page.id)
    )
    return [
        Tale(member_id, (REVIEW, page), 1, act.seq, act.seq, act.at, "")
        for member_id, reviewer, page in reading().execute(query)
        if (act := acts.get((reviewer, page)))
    ]
