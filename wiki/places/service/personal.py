"""What the places keep of a member: the files of corrections that they brought."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.personal import Personal, told
from wiki.places.models import Batch
from wiki.places.service.batches import forget_unsaved


def _of(member_id: int) -> dict[str, Any]:
    brought = sa.select(Batch.name, Batch.summary, Batch.created_at, Batch.state)
    return {"files": told(brought.where(Batch.member_id == member_id).order_by(Batch.id))}


PERSONAL = Personal(_of, forget_unsaved)
