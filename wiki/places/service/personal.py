"""What the places keep of a member: the files of corrections, and of others, that they brought."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.personal import Personal, told
from wiki.places.models import Batch, Intake
from wiki.places.service import batches, intakes


def _of(member_id: int) -> dict[str, Any]:
    brought = sa.select(Batch.name, Batch.summary, Batch.created_at, Batch.state)
    taken_in = sa.select(
        Intake.name, Intake.source, Intake.summary, Intake.created_at, Intake.state
    )
    return {
        "files": told(brought.where(Batch.member_id == member_id).order_by(Batch.id)),
        "intakes": told(taken_in.where(Intake.member_id == member_id).order_by(Intake.id)),
    }


def _erase(member_id: int) -> None:
    batches.forget_unsaved(member_id)
    intakes.forget_unsaved(member_id)


PERSONAL = Personal(_of, _erase)
