"""Counting who wrote the revisions of each page. Inside an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from wiki.kernel.db import reading, table_of, write
from wiki.pages.models import PageAuthor
from wiki.pages.queries.authors import each_of

_MORE = (
    sa.update(table_of(PageAuthor))
    .where(PageAuthor.page_id == sa.bindparam("of"), PageAuthor.member_id == sa.bindparam("member"))
    .values(revisions=PageAuthor.revisions + sa.bindparam("more"))
)
_FIRST = sa.insert(table_of(PageAuthor))


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
