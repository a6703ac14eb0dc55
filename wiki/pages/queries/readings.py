"""How far a member has read a page, and what others saved since."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.members.models import Member
from wiki.pages.models import Page, Reading, Revision
from wiki.pages.queries.pages import Glance
from wiki.pages.rules import Read

_READ = sa.select(Reading.number, Reading.before, Reading.at).where(
    Reading.member_id == sa.bindparam("member_id"), Reading.page_id == sa.bindparam("page_id")
)


def read(member_id: int, page: Page | Glance) -> Read | None:
    """How far a member has read a page; None when they never did."""
    found = look(_READ, member_id=member_id, page_id=page.id)
    return Read(*found[0]) if found else None


#: Revisions looked at, at most, to say what is new.
MOST = 200


class News(NamedTuple):
    """What others saved on a page after a revision."""

    #: `MOST` stands for as many or more.
    versions: int
    #: Their names, the newest first; None for visitors.
    names: tuple[str | None, ...]


_AFTER = (
    sa.select(Revision.author_id, Member.name)
    .outerjoin(Member, Member.id == Revision.author_id)
    .where(
        Revision.page_id == sa.bindparam("page_id"),
        Revision.number > sa.bindparam("number"),
        Revision.number <= sa.bindparam("head"),
    )
    .order_by(Revision.number.desc())
    .limit(MOST)
)


def news(member_id: int, page: Glance, number: int) -> News | None:
    """What others than a member saved on a page after the revision `number`, if anything."""
    found = look(_AFTER, page_id=page.id, number=number, head=page.head)
    names = [name for author_id, name in found if author_id is None or author_id != member_id]
    return News(len(names), tuple(dict.fromkeys(names))) if names else None
