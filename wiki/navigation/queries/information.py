"""What is counted of a page: from counters that are kept, or from what is its own."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.pages.models import Link
from wiki.search.models import SearchDocument

_MENTIONS = sa.select(SearchDocument.links).where(
    SearchDocument.kind == "page", SearchDocument.uid == sa.bindparam("uid")
)
_OUTGOING = sa.select(sa.func.count()).where(Link.page_id == sa.bindparam("of"))


def mentions(uid: str) -> int:
    """How many pages mention a page, by any of its titles: a counter that each save keeps."""
    return next((links for (links,) in look(_MENTIONS, uid=uid)), 0)


def outgoing(page_id: int) -> int:
    """How many titles a page mentions."""
    return int(look(_OUTGOING, of=page_id)[0][0])
