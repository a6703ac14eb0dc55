"""The people who wrote a page, whoever's words are left of it."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.members.models import Member
from wiki.pages.models import Page, PageAuthor, Revision, RevisionAuthor
from wiki.pages.queries.pages import Glance

#: Names that a citation can hold.
MOST = 10


def each_of(*conditions: sa.ColumnElement[bool]) -> sa.CompoundSelect[tuple[int, int | None]]:
    """Each revision of each page with each who wrote it, those that some conditions let pass."""
    return sa.union_all(
        sa.select(Revision.page_id, Revision.author_id.label("member_id")).where(
            *conditions, Revision.author_id.is_not(None)
        ),
        sa.select(Revision.page_id, RevisionAuthor.member_id)
        .join(Revision, Revision.id == RevisionAuthor.revision_id)
        .where(*conditions),
    )


_AUTHORS = (
    sa.select(PageAuthor.revisions, Member.name)
    .join(Member, Member.id == PageAuthor.member_id)
    .where(PageAuthor.page_id == sa.bindparam("of"))
    .order_by(PageAuthor.revisions.desc(), PageAuthor.member_id.desc())
    .limit(MOST)
)
_until = each_of(
    Revision.page_id == sa.bindparam("of"), Revision.number <= sa.bindparam("until")
).subquery()
_AUTHORS_UNTIL = (
    sa.select(sa.func.count(), Member.name)
    .join(_until, _until.c.member_id == Member.id)
    .group_by(Member.id, Member.name)
    .order_by(sa.func.count().desc(), Member.id.desc())
    .limit(MOST)
)


def authors_until(page: Page | Glance, number: int) -> tuple[str, ...]:
    """The names of those who wrote up to a revision, those of most revisions first, then by name.

    For the newest one, what was counted at each save is read: ten rows, however long the history.
    """
    if number < page.head:
        found = look(_AUTHORS_UNTIL, of=page.id, until=number)
    else:
        found = look(_AUTHORS, of=page.id)
    return tuple(name for _, name in sorted(found, key=lambda row: (-row[0], row[1])))
