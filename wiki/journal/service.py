"""Writing the journal: the last thing an act does before it commits."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import LOCK_JOURNAL, lock, reading
from wiki.kernel.permissions import Actor


def take_turn() -> None:
    """Wait, inside an act, for the others that change what is shared: titles, renderings, search.

    Call it after the row of the act's own page is held and before any row of another: acts that go
    in this order never wait for one another in a circle. It is the lock that each ends with anyway.
    """
    lock(reading(), LOCK_JOURNAL)


def record(actor: Actor, action: str, kind: str, uid: str, **detail: Any) -> int:
    """Add the line of the current act and return its place in the total order.

    Called last, inside the act: the lock it takes makes the order that of the commits.
    """
    take_turn()
    session = reading()
    last = session.scalar(sa.select(sa.func.max(Entry.seq))) or 0
    entry = Entry(
        seq=last + 1,
        at=clock.now(),
        actor_id=actor.member_id,
        action=action,
        object_kind=kind,
        object_uid=uid,
        detail=detail,
    )
    session.add(entry)
    session.flush()
    return entry.seq
