"""What a day changes by itself: a consultation ends, an adopted text comes into force.

And signatures that were not renewed, or whose place closed, hold no more.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from wiki.charter.queries import ballots, contests
from wiki.charter.queries import charters as queries
from wiki.charter.service import signatures
from wiki.charter.service.contests import watch as settle_in_time
from wiki.charter.service.hours import watch
from wiki.charter.service.versions import look as look_at
from wiki.jobs import queries as jobs
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act

JOB = "charter.day"
_HOUR = time(0, 10, tzinfo=UTC)


def begin() -> None:
    """A worker starts: look every day, from where the last one stopped. Inside an act."""
    if not jobs.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)
    for ballot in ballots.open_ones():
        watch(ballot)
    for ballot in contests.proclaimed_ones():
        settle_in_time(ballot)


def look() -> None:
    """The job: each charter in an act of its own."""
    for slug in [one.slug for one in queries.all_charters()]:
        with act():
            charter = queries.by_slug(slug, locked=True)
            look_at(charter)
            signatures.look(charter)
    with act():
        at = datetime.combine(clock.now().date() + timedelta(days=1), _HOUR)
        enqueue(JOB, {}, run_at=at, dedupe_key=JOB)
