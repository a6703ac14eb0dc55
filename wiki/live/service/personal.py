"""What shared texts keep of a member: copies that wait, which go; what they typed, which stays."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.personal import Personal, owned, told
from wiki.live.models import LiveChange, LiveDoc, LiveRescue, LiveValue

_OWN = owned(copies=LiveRescue, values=LiveValue)


def _of(member_id: int) -> dict[str, Any]:
    typed = (
        sa.select(LiveDoc.kind, LiveDoc.object_uid, LiveChange.at, LiveChange.changes)
        .join(LiveDoc, LiveDoc.id == LiveChange.doc_id)
        .where(LiveChange.member_id == member_id)
        .order_by(LiveChange.doc_id, LiveChange.v)
    )
    return {**_OWN.of(member_id), "typed": told(typed)}


PERSONAL = Personal(_of, _OWN.erase)
