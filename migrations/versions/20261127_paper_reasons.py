"""paper reasons: why a sheet was refused is kept beside its hash, so that it may be erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_paper_reasons"
down_revision = "20261127_contests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "wiki_charter_paper_sheet",
        sa.Column("reason_hash", sa.String(length=64), server_default="", nullable=False),
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS wiki_charter_paper_sheet_keeps_update")
    op.drop_column("wiki_charter_paper_sheet", "reason_hash")
