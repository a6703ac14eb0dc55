"""Versions of a page, by date."""

from __future__ import annotations

from alembic import op

revision = "20261126_versions_by_date"
down_revision = "20261126_keep_old_anchors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_wiki_revision_page_date", "wiki_revision", ["page_id", "created_at", "number"]
    )


def downgrade() -> None:
    op.drop_index("ix_wiki_revision_page_date", "wiki_revision")
