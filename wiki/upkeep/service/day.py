"""What a day changes by itself: the day before which a page is to be read again comes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa

from wiki.jobs import queries
from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, table_of, write
from wiki.pages.models import Rendering
from wiki.pages.service import ready
from wiki.upkeep.models import Mark
from wiki.upkeep.rules import REREAD
from wiki.upkeep.service import check

JOB = "upkeep.day"
#: Soon after the day that marks are told by (UTC) has begun.
_HOUR = time(0, 10, tzinfo=UTC)
#: How far back it looks the first time.
_FIRST = timedelta(days=31)
_COME = sa.select(Mark.page_id).where(
    Mark.kind == REREAD,
    Mark.lifted_at.is_(None),
    Mark.day > sa.bindparam("since"),
    Mark.day <= sa.bindparam("until"),
)
_TOUCH = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id.in_(_COME))
    .values(stamp=Rendering.stamp + 1)
)


def begin() -> None:
    """A worker starts: links are asked, and it looks every day from where the last one stopped.

    Inside an act.
    """
    check.begin()
    if not queries.waits(JOB):
        since = (clock.now().date() - _FIRST).isoformat()
        enqueue(JOB, {"since": since}, dedupe_key=JOB)


def look(since: str) -> None:
    """The job: the pages whose day came after `since` will be shown anew."""
    today = clock.now().date()
    with act():
        signals.day_begun.send(day=today.isoformat())
        take_turn()
        if write(_TOUCH, {"since": since, "until": today.isoformat()}):
            ready.soon()
        at = datetime.combine(today + timedelta(days=1), _HOUR)
        enqueue(JOB, {"since": today.isoformat()}, run_at=at, dedupe_key=JOB)
