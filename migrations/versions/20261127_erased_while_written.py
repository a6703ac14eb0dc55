"""erased while written: the epoch in which something of a shared text was last erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_erased_while_written"
down_revision = "20261127_written_by_articles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("erased_epoch", sa.Integer(), server_default="0", nullable=False)
    op.add_column("wiki_live_doc", column)


def downgrade() -> None:
    op.drop_column("wiki_live_doc", "erased_epoch")
