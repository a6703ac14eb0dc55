"""members: suspending somebody until a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_blocks"
down_revision = "20261128_devices"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_block",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_block_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_block")),
    )
    op.create_index("ix_wiki_block_member_id", "wiki_block", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_block")
