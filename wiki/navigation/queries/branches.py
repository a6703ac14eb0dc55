"""The pages under a title, at any depth: a range of an index."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import LAST_SIGN, look
from wiki.language.folding import sort_key
from wiki.navigation.models import Branch
from wiki.navigation.queries.categories import AFTER, MemberLine, Some, placed, some
from wiki.pages.models import Page

#: The sign that comes after the one between segments.
_AFTER_SLASH = "0"
#: Pages of a tree shown at once.
SIZE = 200

_UNDER = (
    sa.select(Branch.key, Page.title)
    .join(Page, Page.id == Branch.page_id)
    .where(
        sa.tuple_(Branch.sort, Branch.key) > AFTER,
        Branch.sort < sa.bindparam("last"),
        Branch.key > sa.bindparam("start"),
        Branch.key < sa.bindparam("end"),
    )
    .order_by(Branch.sort, Branch.key)
    .limit(sa.bindparam("size"))
)


def under(key: str, *, after: str = "", size: int = SIZE) -> Some[MemberLine]:
    """The pages under a title by their own, those after that of the key `after`."""
    start = f"{key}/"
    where = {"start": start, "end": f"{key}{_AFTER_SLASH}", "last": sort_key(start) + LAST_SIGN}
    found = look(_UNDER, **where, **placed(after or start), size=size + 1)
    return some([MemberLine._make(row) for row in found], size)
