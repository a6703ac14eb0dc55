"""keep drafts of messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_keep_drafts_of_messages"
down_revision = "20261126_links_to_sections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_turn_draft",
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_uid", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("becomes", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "member_id", "form", "uid", "part", name=op.f("pk_wiki_turn_draft")
        ),
    )


def downgrade() -> None:
    op.drop_table("wiki_turn_draft")
