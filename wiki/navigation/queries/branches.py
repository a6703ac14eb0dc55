"""The pages under a title, at any depth: a range of keys, by an index."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.navigation.models import Branch
from wiki.navigation.queries.categories import MemberLine, Some, some
from wiki.pages.models import Page

#: The sign that comes after the one between segments.
_AFTER_SLASH = "0"
#: Pages of a tree shown at once.
SIZE = 200

_UNDER = (
    sa.select(Branch.key, Page.title)
    .join(Page, Page.id == Branch.page_id)
    .where(Branch.key > sa.bindparam("after"), Branch.key < sa.bindparam("end"))
    .order_by(Branch.key)
    .limit(sa.bindparam("size"))
)


def under(key: str, *, after: str = "", size: int = SIZE) -> Some[MemberLine]:
    """The pages under a title in the order of their keys, those after the key `after`."""
    start = max(after, f"{key}/")
    found = look(_UNDER, after=start, end=f"{key}{_AFTER_SLASH}", size=size + 1)
    return some([MemberLine._make(row) for row in found], size)
