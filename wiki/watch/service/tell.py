"""Telling those who follow: what the journal says, read once, act after act.

A save writes nothing for those who follow its page: the journal has its line already. A job reads
on from where everybody has been told, and moves that place in the act that tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from wiki.jobs import queries as jobs
from wiki.jobs.service import enqueue
from wiki.journal.models import Entry
from wiki.journal.queries import last_seq
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.watch.models import Told, Wish
from wiki.watch.queries import events as happened
from wiki.watch.queries.asked import asked
from wiki.watch.queries.follows import followers
from wiki.watch.queries.mentions import named
from wiki.watch.queries.thanks import thanked
from wiki.watch.rules import tales
from wiki.watch.service import searches
from wiki.watch.service.by_itself import follow_by_itself
from wiki.watch.service.notices import note
from wiki.watch.service.turn import EVERYBODY, hold

JOB, MAIL = "watch.tell", "watch.mail"
#: How often the journal is read on.
EVERY = timedelta(minutes=1)


def begin() -> None:
    """A worker starts: tell, from where the last one stopped. Inside an act."""
    if not jobs.waits(JOB):
        enqueue(JOB, {}, dedupe_key=JOB)


def look() -> None:
    """The job: tell what was done since the last time, and have what is due written."""
    while _tell_some():
        pass
    with act():
        due_one = sa.select(Wish.member_id).where(Wish.due_at <= clock.now()).limit(1)
        if reading().scalar(due_one) is not None:
            enqueue(MAIL, {}, dedupe_key=MAIL)
        enqueue(JOB, {}, run_at=clock.now() + EVERY, dedupe_key=JOB)


def _tell_some() -> bool:
    """Tell of some acts; whether there may be more."""
    known = reading().scalar(sa.select(Told.seq).where(Told.name == EVERYBODY)) or 0
    if last_seq() <= known:
        return False
    with act():
        place = hold()
        entries = happened.after(place.seq)
        if entries:
            _tell(entries)
            place.seq = entries[-1].seq
    return len(entries) == happened.AT_ONCE


def _tell(entries: Sequence[Entry]) -> None:
    events = happened.events(entries)
    follow_by_itself(entries)
    found = list(tales(events, followers({key for one in events for key in one.keys})))
    heard = {(one.member_id, one.thing) for one in found}
    found += [one for one in searches.found(events) if (one.member_id, one.thing) not in heard]
    heard |= {(one.member_id, one.thing) for one in found}
    namings = named(entries)
    found += [one.tale for one in namings if (one.tale.member_id, one.tale.thing) not in heard]
    found += [*asked(entries), *thanked(entries)]
    note(found, {(one.tale.member_id, one.tale.thing): one.mention for one in namings})
