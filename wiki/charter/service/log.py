"""The journal of a charter: one line for each act on it, bound to the line before."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.charter.models import Charter, LogLine
from wiki.charter.queries.charters import LIST
from wiki.charter.rules.chain import Line
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.pages.service.derive import mark_stale


def note(actor: Actor, charter: Charter, action: str, **detail: Any) -> None:
    """Write what is done to a charter, whose row the act holds. Detail is JSON; ids, never names.

    A detail `version` (its uid) with `state`, and once frozen `hash`, is what the version is from
    then on: the verification compares.
    """
    about = {name: detail[name] for name in ("amendment",) if name in detail}
    record(actor, action, "charter", charter.uid, title=charter.title, **about)
    query = (
        sa.select(LogLine.number, LogLine.hash)
        .where(LogLine.charter_id == charter.id)
        .order_by(LogLine.number.desc())
        .limit(1)
    )
    last = reading().execute(query).first()
    number, previous = (last[0], last[1]) if last else (0, "")
    line = Line(number + 1, clock.now(), actor.member_id, action, detail, previous, "")
    line = line._replace(hash=line.digest(charter.uid))
    reading().add(LogLine(charter_id=charter.id, **line._asdict()))
    reading().flush()
    mark_stale([LIST])
