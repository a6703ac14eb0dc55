"""Noting that a text names somebody: once for each page and turn, whatever is written after."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions.mentions import mentioned
from wiki.discussions.models import Mention
from wiki.kernel import clock
from wiki.kernel.db import insert_missing, reading
from wiki.kernel.permissions import Actor
from wiki.members.models import Member


def note(actor: Actor, kind: str, uid: str, text: str) -> None:
    """Tell the active members whom `text` names; one's own name tells nobody. Inside an act."""
    uids = mentioned(text)
    if not uids:
        return
    query = sa.select(Member.id).where(Member.uid.in_(uids), Member.deactivated_at.is_(None))
    for member_id in reading().scalars(query.order_by(Member.id)).all():
        if member_id != actor.member_id:
            row = {"member_id": member_id, "kind": kind, "uid": uid}
            insert_missing(
                Mention, {**row, "author_id": actor.member_id, "created_at": clock.now()}
            )
