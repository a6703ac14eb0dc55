"""Reading a page: a member has seen its newest revision."""

from __future__ import annotations

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.pages.models import Reading
from wiki.pages.queries.pages import Glance
from wiki.pages.rules import Read


def note_reading(member_id: int, page: Glance) -> Read:
    """Remember that a member has read a page as it is; returns how far they have read it now."""
    with act() as session:
        now = clock.now()
        key = {"member_id": member_id, "page_id": page.id}
        first = Read(page.head, page.head, now)
        insert_missing(Reading, key | first._asdict())
        row = session.get_one(Reading, tuple(key.values()), with_for_update=True)
        known = Read(row.number, row.before, row.at)
        if known.number < page.head:
            known = known.further(page.head, now)
            row.number, row.before, row.at = known
    return known
