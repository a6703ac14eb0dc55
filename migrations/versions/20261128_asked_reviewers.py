"""asked reviewers: who is named to look after a page accepts or declines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_asked_reviewers"
down_revision = "20261128_followed_searches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked = sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("wiki_reviewer", asked)


def downgrade() -> None:
    op.drop_column("wiki_reviewer", "asked_at")
