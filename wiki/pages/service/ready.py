"""Pages made ready for those who read them, by a job, once something they show has changed.

Whoever comes before the job is shown the same, and pays for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, after_commit, look, noted, state, table_of, write
from wiki.pages.models import KeptAnswer, Rendering
from wiki.site.models import Stamp

JOB = "pages.ready"
#: How long the job waits for what else changes, and how long before it runs it is asked for anew.
WAIT, _MARGIN = timedelta(seconds=30), timedelta(seconds=10)
_QUEUED, _ASKED = "pages.ready.queued", "pages.ready.asked"


def soon() -> None:
    """Have the job run soon, for pages that this act changes. Inside an act.

    Nothing is written when this process knows that the job waits already, and will for a while.
    """
    known, kept, now = noted(), state().kept, clock.now()
    queued = kept.get(_QUEUED)
    if known.get(_ASKED) or (queued is not None and _MARGIN < queued - now <= WAIT):
        return
    known[_ASKED] = True
    run_at = enqueue(JOB, {}, run_at=now + WAIT, dedupe_key=JOB).run_at
    after_commit(lambda: kept.__setitem__(_QUEUED, run_at))


def at_once() -> None:
    """Have the job run as soon as a worker can, beside the one that waits. Inside an act."""
    enqueue(JOB, {}, dedupe_key=f"{JOB}.now")


class Made(NamedTuple):
    """A page as it is ready: for which stamp, and what it says to visitors, if that is kept."""

    page_id: int
    stamp: int
    #: The other columns of a `KeptAnswer`.
    answer: Mapping[str, Any] | None


_MARK = sa.select(Stamp.value).where(Stamp.name == sa.bindparam("name"))
_AGAIN = sa.update(table_of(Rendering)).values(ready=0)
_ANSWERS = "answers"


def is_other(mark: int) -> bool:
    """Whether what is kept depends on something else than what `mark` stands for."""
    return any(kept != mark for (kept,) in look(_MARK, name=_ANSWERS))


def settle(mark: int) -> None:
    """What is kept from now on depends on what `mark` stands for: if that is new, on all pages."""
    if look(_MARK, name=_ANSWERS) == [(mark,)]:
        return
    with act() as session:
        take_turn()
        if is_other(mark):
            write(_AGAIN, {})
        session.merge(Stamp(name=_ANSWERS, value=mark))


_READY = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id == sa.bindparam("of"), Rendering.stamp == sa.bindparam("now"))
    .values(ready=sa.bindparam("now"))
)
_DROP = sa.delete(table_of(KeptAnswer)).where(KeptAnswer.page_id == sa.bindparam("of"))
_KEEP = sa.insert(table_of(KeptAnswer))


def keep(made: Sequence[Made]) -> None:
    """Note that pages are ready, with what they say to visitors; not those that changed since."""
    with act():
        take_turn()
        for page_id, stamp, answer in made:
            if write(_READY, {"of": page_id, "now": stamp}):
                write(_DROP, {"of": page_id})
                if answer is not None:
                    write(_KEEP, {"page_id": page_id, "stamp": stamp, **answer})
