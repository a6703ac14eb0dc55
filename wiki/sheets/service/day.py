"""What a day changes by itself: values come to the end of their period, pages say so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from wiki.jobs import queries
from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, table_of, write
from wiki.pages.models import Rendering
from wiki.pages.service import ready
from wiki.sheets.models import Written
from wiki.sheets.service import remind
from wiki.sheets.service.corrections import forget_answered
from wiki.sheets.service.today import today

JOB = "sheets.day"
#: When it is done, in the night of France.
_HOUR = time(3, 10, tzinfo=UTC)
#: How far back it looks the first time.
_FIRST = timedelta(days=31)
_ENDED = sa.select(Written.page_id).where(
    Written.due_on > sa.bindparam("since"), Written.due_on <= sa.bindparam("until")
)
_TOUCH = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id.in_(_ENDED))
    .values(stamp=Rendering.stamp + 1)
)


def begin() -> None:
    """A worker starts: look every day, from where the last one stopped. Inside an act."""
    if not queries.waits(JOB):
        first = (date.fromisoformat(today()) - _FIRST).isoformat()
        enqueue(JOB, {"since": first}, dedupe_key=JOB)


def look(since: str) -> None:
    """The job: the pages whose values ended their period after `since` will be shown anew."""
    now = today()
    with act():
        take_turn()
        if since < now:
            if write(_TOUCH, {"since": since, "until": now}):
                ready.soon()
            signals.values_ended.send(since=since, until=now)
        forget_answered()
        if remind.is_due(since, now):
            remind.ask(now[:7])
        at = datetime.combine(clock.now().date() + timedelta(days=1), _HOUR)
        enqueue(JOB, {"since": now}, run_at=at, dedupe_key=JOB)
