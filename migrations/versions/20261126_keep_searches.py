"""keep searches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_keep_searches"
down_revision = "20261126_versions_by_date"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_saved_search",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_wiki_saved_search")),
        sa.UniqueConstraint("member_id", "name", name=op.f("uq_wiki_saved_search_member_id_name")),
    )


def downgrade() -> None:
    op.drop_table("wiki_saved_search")
