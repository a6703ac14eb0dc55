"""add branches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_add_branches"
down_revision = "20261126_tags_of_revisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_branch",
        sa.Column(
            "key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_branch_page_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wiki_branch")),
        sa.UniqueConstraint("page_id", name=op.f("uq_wiki_branch_page_id")),
    )
    op.execute(
        "INSERT INTO wiki_branch (key, page_id)"
        " SELECT key, id FROM wiki_page WHERE deleted_at IS NULL AND key LIKE '%/%'"
    )


def downgrade() -> None:
    op.drop_table("wiki_branch")
