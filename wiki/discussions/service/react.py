"""Answering a turn without a word."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions.kinds import require_on
from wiki.discussions.models import Reaction, Turn
from wiki.discussions.queries import turns
from wiki.discussions.rules import REACTIONS
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May
from wiki.pages.service import pace


def react(actor: Actor, turn_uid: str, code: str, place: str | None = None) -> Turn:
    """Answer a turn by one of the `REACTIONS`; sent a second time, take it back."""
    if code not in REACTIONS:
        raise Invalid("reaction_unknown")
    with act() as session:
        pace.count(actor, place)
        thread, turn = turns.by_uid(turn_uid)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        if actor.member_id is None:
            raise Refused("reaction_by_member")
        if turn.hidden_at is not None:
            raise Refused("reaction_to_hidden")
        of_it = {"turn_id": turn.id, "member_id": actor.member_id, "code": code}
        taken_back = session.execute(sa.delete(Reaction).filter_by(**of_it))
        is_there = bool(taken_back.rowcount)  # type: ignore[attr-defined]
        if not is_there:
            session.add(Reaction(**of_it, created_at=clock.now()))
        action = "reaction_removed" if is_there else "reaction_added"
        record(actor, action, "turn", turn.uid, title=thing.title, code=code)
    return turn
