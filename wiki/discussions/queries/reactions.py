"""Who answered turns without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from wiki.discussions.models import Reaction, Turn
from wiki.discussions.rules import REACTIONS
from wiki.kernel.db import reading
from wiki.members.models import Member


class Reacted(NamedTuple):
    """Those who gave a turn one reaction, the first one first."""

    code: str
    names: tuple[str, ...]
    is_mine: bool


def of_turns(uids: Iterable[str], member_id: int | None) -> dict[str, list[Reacted]]:
    """The reactions that some turns were given, by the uid of the turn; `member_id` reads them."""
    query = (
        sa.select(Turn.uid, Reaction.code, Member.name, Reaction.member_id)
        .join(Turn, Turn.id == Reaction.turn_id)
        .join(Member, Member.id == Reaction.member_id)
        .where(Turn.uid.in_(list(uids)))
        .order_by(Reaction.created_at, Reaction.member_id)
    )
    given: dict[str, dict[str, list[tuple[str, bool]]]] = {}
    for uid, code, name, who in reading().execute(query):
        given.setdefault(uid, {}).setdefault(code, []).append((name, who == member_id))
    return {
        uid: [
            Reacted(code, tuple(name for name, _ in by[code]), any(mine for _, mine in by[code]))
            for code in REACTIONS
            if code in by
        ]
        for uid, by in given.items()
    }
