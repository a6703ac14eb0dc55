"""Keeping what members were told for some time only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.schema.freshness import months_after
from wiki.search.models import SavedSearch
from wiki.site.queries import setting
from wiki.watch.models import Follow, Found, Notice
from wiki.watch.queries.searches import SEARCH
from wiki.watch.service.turn import hold

_KEPT = sa.select(SavedSearch.uid)


def purge(day: str) -> None:
    """Forget what was seen long before a day, and searches kept no more. Inside an act."""
    hold()
    if months := int(setting("notices_kept") or 0):
        first = months_after(date.fromisoformat(day), -months)
        old = Notice.at < datetime.combine(first, time(), UTC)
        reading().execute(sa.delete(Notice).where(Notice.is_seen.is_(True), old))
    reading().execute(sa.delete(Found).where(Found.search.not_in(_KEPT)))
    gone = sa.delete(Follow).where(Follow.kind == SEARCH, Follow.target.not_in(_KEPT))
    reading().execute(gone)
