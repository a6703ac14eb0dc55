"""what a rescued text was typed on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_rescued_from"
down_revision = "20261127_takes_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("base_text", sa.Text(), server_default="", nullable=False)
    op.add_column("wiki_live_rescue", column)


def downgrade() -> None:
    op.drop_column("wiki_live_rescue", "base_text")
