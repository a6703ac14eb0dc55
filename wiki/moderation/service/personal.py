"""What the moderation keeps of a person."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.personal import Personal, told
from wiki.moderation.models import Report, Reverting


def _of(member_id: int) -> dict[str, Any]:
    columns = (Report.at, Report.kind, Report.title, Report.reason, Report.outcome, Report.answer)
    undone = sa.select(Reverting.since, Reverting.until, Reverting.summary, Reverting.created_at)
    return {
        "reports": told(sa.select(*columns).where(Report.reporter_id == member_id)),
        "edits_undone": told(undone.where(Reverting.of_id == member_id).order_by(Reverting.id)),
    }


def _erase(member_id: int) -> None:
    """What they reported stays to be handled, of nobody."""
    reading().execute(
        sa.update(Report).where(Report.reporter_id == member_id).values(reporter_id=None)
    )


PERSONAL = Personal(_of, _erase)
