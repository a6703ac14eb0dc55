"""reactions: answering a turn of a discussion without a word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_reactions"
down_revision = "20261128_blocks"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_reaction",
        sa.Column("turn_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["wiki_turn.id"], name=op.f("fk_wiki_reaction_turn_id")
        ),
        sa.PrimaryKeyConstraint("turn_id", "member_id", "code", name=op.f("pk_wiki_reaction")),
    )
    op.create_index(op.f("ix_wiki_reaction_member_id"), "wiki_reaction", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_reaction")
