"""The people who wrote a page, whoever's words are left of it."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.members.models import Member
from wiki.pages.models import Page, Revision, RevisionAuthor
from wiki.pages.queries.pages import Glance

#: Names that a citation can hold.
MOST = 10


def authors_until(page: Page | Glance, number: int) -> tuple[str, ...]:
    """The names of those who wrote up to a revision, those of most revisions first."""
    of_page = sa.and_(Revision.page_id == page.id, Revision.number <= number)
    savers = sa.select(Revision.author_id.label("member_id")).where(
        of_page, Revision.author_id.is_not(None)
    )
    beside = sa.select(RevisionAuthor.member_id).join(
        Revision, sa.and_(Revision.id == RevisionAuthor.revision_id, of_page)
    )
    each = sa.union_all(savers, beside).subquery()
    query = (
        sa.select(Member.name)
        .join(each, each.c.member_id == Member.id)
        .group_by(Member.id, Member.name)
        .order_by(sa.func.count().desc(), Member.name)
        .limit(MOST)
    )
    return tuple(reading().scalars(query))
