"""The people who wrote a page, whoever's words are left of it."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.members.models import Member
from wiki.pages.models import Page, Revision, RevisionAuthor
from wiki.pages.queries.pages import Glance

#: Names that a citation can hold.
MOST = 10


_of_page = sa.and_(Revision.page_id == sa.bindparam("of"), Revision.number <= sa.bindparam("until"))
_each = sa.union_all(
    sa.select(Revision.author_id.label("member_id")).where(
        _of_page, Revision.author_id.is_not(None)
    ),
    sa.select(RevisionAuthor.member_id).join(
        Revision, sa.and_(Revision.id == RevisionAuthor.revision_id, _of_page)
    ),
).subquery()
_AUTHORS = (
    sa.select(Member.name)
    .join(_each, _each.c.member_id == Member.id)
    .group_by(Member.id, Member.name)
    .order_by(sa.func.count().desc(), Member.name)
    .limit(MOST)
)


def authors_until(page: Page | Glance, number: int) -> tuple[str, ...]:
    """The names of those who wrote up to a revision, those of most revisions first."""
    return tuple(name for (name,) in look(_AUTHORS, of=page.id, until=number))
