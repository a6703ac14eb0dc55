"""Reading a page: a member has seen its newest revision."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, table_of, write
from wiki.pages.models import Page, Reading
from wiki.pages.queries import readings as queries
from wiki.pages.queries.pages import Glance
from wiki.pages.rules import Read

_FURTHER = (
    sa.update(table_of(Reading))
    .where(
        Reading.member_id == sa.bindparam("of"),
        Reading.page_id == sa.bindparam("at_page"),
        Reading.number < sa.bindparam("number"),
    )
    .values({name: sa.bindparam(name) for name in Read._fields})
)


def note_reading(member_id: int, page: Glance) -> Read:
    """Remember that a member has read a page as it is; returns how far they have read it now."""
    with act():
        return note_inside(member_id, page)


def note_inside(member_id: int, page: Page | Glance) -> Read:
    """The same inside an act: what one saves and is shown next has been read."""
    now = clock.now()
    known = queries.read(member_id, page)
    if known is None:
        known = Read(page.head, page.head, now)
        insert_missing(Reading, {"member_id": member_id, "page_id": page.id, **known._asdict()})
    if known.number < page.head:
        known = known.further(page.head, now)
        write(_FURTHER, {"of": member_id, "at_page": page.id, **known._asdict()})
    return known
