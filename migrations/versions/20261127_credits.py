"""how much each author of a revision typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_credits"
down_revision = "20261127_write_together"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wiki_revision_author", sa.Column("signs", sa.Integer(), nullable=True))
    op.add_column(
        "wiki_revision_author", sa.Column("spans", sa.JSON(none_as_null=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("wiki_revision_author", "spans")
    op.drop_column("wiki_revision_author", "signs")
