"""indexes of lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_indexes_of_lists"
down_revision = "20261126_add_discussions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wiki_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_revision_author_id"))
        batch_op.create_index("ix_wiki_revision_author", ["author_id", "seq"], unique=False)
        batch_op.create_index("ix_wiki_revision_date", ["created_at", "seq"], unique=False)
        batch_op.create_index(
            "ix_wiki_revision_kind",
            ["kind", "seq"],
            unique=False,
            sqlite_where=sa.text("kind IS NOT NULL"),
            postgresql_where=sa.text("kind IS NOT NULL"),
        )

    with op.batch_alter_table("wiki_visit", schema=None) as batch_op:
        batch_op.drop_column("previous_seq")


def downgrade() -> None:
    with op.batch_alter_table("wiki_visit", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("previous_seq", sa.BigInteger(), nullable=False, server_default="0")
        )

    with op.batch_alter_table("wiki_revision", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_wiki_revision_kind",
            sqlite_where=sa.text("kind IS NOT NULL"),
            postgresql_where=sa.text("kind IS NOT NULL"),
        )
        batch_op.drop_index("ix_wiki_revision_date")
        batch_op.drop_index("ix_wiki_revision_author")
        batch_op.create_index(batch_op.f("ix_wiki_revision_author_id"), ["author_id"], unique=False)
