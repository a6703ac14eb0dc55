"""The pages that changed last, and those that have something in common with a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.prepared import Among
from wiki.navigation.models import Filing
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries.pages import titles

#: Revisions among which the pages that changed last are looked for.
_WINDOW = 200
#: What a page has in common with others is looked for in so many of them.
_SAMPLE = 300
#: Related pages shown.
RELATED = 5


class LatestLine(NamedTuple):
    """A page and the date of its newest revision."""

    title: str
    at: datetime


_LATEST = (
    sa.select(Page.title, Revision.created_at, Page.deleted_at)
    .join(Page, Page.id == Revision.page_id)
    .order_by(Revision.seq.desc())
    .limit(_WINDOW)
)


def latest(size: int) -> Sequence[LatestLine]:
    """The pages that changed last, the newest first."""
    found: dict[str, LatestLine] = {}
    for title, at, deleted_at in look(_LATEST):
        if deleted_at is None:
            found.setdefault(title, LatestLine(title, at))
    return list(found.values())[:size]


_CATEGORIES = sa.select(Filing.category_key).where(Filing.page_id == sa.bindparam("of"))
_LINKS = sa.select(Link.target_key).where(Link.page_id == sa.bindparam("of")).limit(50)
_FILED_TOO = (
    sa.select(Filing.page_id, Filing.category_key)
    .where(Among(Filing.category_key, "keys"))
    .limit(_SAMPLE)
)
_LINKING_TOO = (
    sa.select(Link.page_id, Link.target_key).where(Among(Link.target_key, "keys")).limit(_SAMPLE)
)


def related(page_id: int, size: int = RELATED) -> list[str]:
    """Titles of the pages that share categories and links with a page, the most alike first.

    What few pages share says more: each thing in common counts for one, divided by how many share
    it. Looked for in a sample, so the cost does not grow with the wiki.
    """
    shared: dict[int, float] = defaultdict(float)
    for mine, others in ((_CATEGORIES, _FILED_TOO), (_LINKS, _LINKING_TOO)):
        keys = sorted({row[0] for row in look(mine, of=page_id)})
        if keys:
            _count(shared, look(others, keys=keys))
    shared.pop(page_id, None)
    best = sorted(shared, key=lambda other: (-shared[other], other))[:size]
    named = titles(best) if best else {}
    return [named[other] for other in best if other in named]


def _count(shared: dict[int, float], rows: Iterable[tuple[Any, ...]]) -> None:
    pairs = {(page_id, key) for page_id, key in rows}
    sharing = Counter(key for _, key in pairs)
    for page_id, key in pairs:
        shared[page_id] += 1 / sharing[key]
