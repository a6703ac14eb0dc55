"""look for doubles: among the places that were there before pairs were kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_look_for_doubles"
down_revision = "20261127_since_a_whole_day"
branch_labels = None
depends_on = None

_PLACE = sa.table("wiki_place", sa.column("page_id"))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("dedupe_key", sa.String()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)


def upgrade() -> None:
    if op.get_bind().scalar(sa.select(_PLACE.c.page_id).limit(1)) is not None:
        job = {"name": "places.doubles", "payload": {"after": 0}, "dedupe_key": "places.doubles"}
        now = sa.func.current_timestamp()
        op.execute(sa.insert(_JOB).values(**job, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.delete(_JOB).where(_JOB.c.name == "places.doubles"))
