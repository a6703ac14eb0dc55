"""What the discussions keep of a member: drafts, mentions, and what they said, which stays."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.discussions.models import Mention, Reaction, Turn, TurnDraft
from wiki.kernel.personal import Personal, owned, told

_OWN = owned(message_drafts=TurnDraft, mentions=Mention, reactions=Reaction)


def _of(member_id: int) -> dict[str, Any]:
    said = sa.select(Turn.uid, Turn.created_at).where(Turn.author_id == member_id)
    return {**_OWN.of(member_id), "messages": told(said.order_by(Turn.seq))}


PERSONAL = Personal(_of, _OWN.erase)
