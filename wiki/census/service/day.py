"""What a day changes by itself: a census ends, those who said nothing are reminded."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from wiki.census.service.campaigns import close_ended
from wiki.census.service.letters import remind_all
from wiki.jobs import queries
from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act

JOB = "census.day"
#: In the morning of France: a letter that comes at night is read later than another.
_HOUR = time(7, 40, tzinfo=UTC)


def begin() -> None:
    """A worker starts: look every day, from where the last one stopped. Inside an act."""
    if not queries.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)


def look() -> None:
    """The job."""
    with act():
        take_turn()
        close_ended()
        remind_all()
        at = datetime.combine(clock.now().date() + timedelta(days=1), _HOUR)
        enqueue(JOB, {}, run_at=at, dedupe_key=JOB)
