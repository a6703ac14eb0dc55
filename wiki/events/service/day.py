"""What a day changes by itself: what is to come is past, and who comes soon is reminded of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from wiki.events.queries.listing import LIST, over_since
from wiki.events.service.registrations import purge
from wiki.events.service.telling import soon_reminded
from wiki.jobs import queries
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.pages.service.derive import mark_stale, touch_page

JOB = "events.day"
#: Soon after midnight in France, in summer and in winter.
_HOUR = time(23, 10, tzinfo=UTC)
#: The pages of what began since then say that it did: a worker may have stood still.
_LOOKED_BACK = timedelta(days=3)


def begin() -> None:
    """A worker starts: look every day, from where the last one stopped. Inside an act."""
    if not queries.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)


def look() -> None:
    """The job."""
    with act():
        mark_stale([LIST])
        for page_id in over_since(clock.now() - _LOOKED_BACK):
            touch_page(page_id)
        soon_reminded()
        purge()
        today = datetime.combine(clock.now().date(), _HOUR)
        at = today if today > clock.now() else today + timedelta(days=1)
        enqueue(JOB, {}, run_at=at, dedupe_key=JOB)
