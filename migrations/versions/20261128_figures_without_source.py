"""figures without source.

They are in the texts, which a job reads, from the first one again if it had begun.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_figures_without_source"
down_revision = "20261128_booklets"
branch_labels = None
depends_on = None

_PAGE = sa.table("wiki_page", sa.column("id"))
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
    if op.get_bind().scalar(sa.select(_PAGE.c.id).limit(1)) is None:
        return
    op.execute(sa.delete(_JOB).where(_JOB.c.name == "upkeep.gather"))
    gather = {"name": "upkeep.gather", "payload": {"after": 0}, "dedupe_key": "gather"}
    now = sa.func.current_timestamp()
    op.execute(sa.insert(_JOB).values(**gather, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM wiki_to_tend WHERE code = 'unsourced'"))
