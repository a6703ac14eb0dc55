"""Writing the journal: one line for each act, written inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import LOCK_JOURNAL, lock, look, reading, table_of, write
from wiki.kernel.permissions import Actor

_LAST = sa.select(sa.func.coalesce(sa.func.max(Entry.seq), 0))
_ENTRY = sa.insert(table_of(Entry))


def take_turn() -> None:
    """Wait, inside an act, for the others that change what is shared: titles, renderings, search.

    Call it after the row of the act's own page is held and before any row of another: acts that go
    in this order never wait for one another in a circle. It is the lock that each ends with anyway.
    """
    lock(reading(), LOCK_JOURNAL)


@dataclass(frozen=True)
class Line:
    """What one act says in the journal."""

    actor: Actor
    action: str
    kind: str
    uid: str
    detail: Mapping[str, Any]
    #: When it was done; None: now.
    at: datetime | None = None


def record(actor: Actor, action: str, kind: str, uid: str, **detail: Any) -> int:
    """Add the line of the current act and return its place in the total order.

    The lock that it takes is held until the act ends: the order is that of the commits.
    """
    return record_all([Line(actor, action, kind, uid, detail)])


def record_all(lines: Sequence[Line]) -> int:
    """Add the lines of an act that tells of several older ones; the place of the first."""
    take_turn()
    first, now = int(look(_LAST)[0][0]) + 1, clock.now()
    rows = [
        {
            "seq": seq,
            "at": line.at or now,
            "actor_id": line.actor.member_id,
            "action": line.action,
            "object_kind": line.kind,
            "object_uid": line.uid,
            "detail": line.detail,
        }
        for seq, line in enumerate(lines, start=first)
    ]
    write(_ENTRY, *rows)
    return first
