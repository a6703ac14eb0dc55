"""Who wrote the revisions of each page: signing one, counting them all. Inside an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from wiki.kernel.db import reading, table_of, write
from wiki.pages.credits import Credit
from wiki.pages.models import PageAuthor, Revision, RevisionAuthor
from wiki.pages.queries.authors import each_of

_MORE = (
    sa.update(table_of(PageAuthor))
    .where(PageAuthor.page_id == sa.bindparam("of"), PageAuthor.member_id == sa.bindparam("member"))
    .values(revisions=PageAuthor.revisions + sa.bindparam("more"))
)
_FIRST = sa.insert(table_of(PageAuthor))


def sign(revision: Revision, written_with: Iterable[Credit]) -> None:
    """Write who wrote a revision with the one who saved it."""
    reading().add_all(
        RevisionAuthor(
            revision_id=revision.id,
            member_id=one.member_id,
            position=position,
            seq=revision.seq,
            signs=one.signs,
            spans=None if one.spans is None else [list(span) for span in one.spans],
        )
        for position, one in enumerate(written_with, start=2)
    )


def count(written: Iterable[tuple[int, int | None]]) -> None:
    """Count revisions that were just made: a page and somebody for each, None for nobody known."""
    for (page_id, member_id), more in Counter(written).items():
        if member_id is None:
            continue
        if not write(_MORE, {"of": page_id, "member": member_id, "more": more}):
            write(_FIRST, {"page_id": page_id, "member_id": member_id, "revisions": more})


def rebuild() -> None:
    """Count the revisions of every page again."""
    session, each = reading(), each_of().subquery()
    counted = sa.select(each.c.page_id, each.c.member_id, sa.func.count()).group_by(
        each.c.page_id, each.c.member_id
    )
    session.execute(sa.delete(PageAuthor))
    session.execute(
        sa.insert(PageAuthor).from_select(["page_id", "member_id", "revisions"], counted)
    )
