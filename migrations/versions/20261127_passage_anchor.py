"""passage anchor: where a passage stood when the version it was chosen in was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_passage_anchor"
down_revision = "20261127_paper_votes"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    table = "wiki_passage_anchor"
    op.create_table(
        table,
        sa.Column("thread_id", _ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["wiki_thread.id"], name=op.f(f"fk_{table}_thread_id")
        ),
        sa.PrimaryKeyConstraint("thread_id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_table("wiki_passage_anchor")
