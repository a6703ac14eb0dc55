"""charter options: the wordings that a ballot tells apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_options"
down_revision = "20261127_secret_ballots"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_option",
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("object_uid", _KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["wiki_charter_ballot.id"],
            name=op.f("fk_wiki_charter_option_ballot_id"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "number", name=op.f("pk_wiki_charter_option")),
    )
    with op.batch_alter_table("wiki_charter_option", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wiki_charter_option_object_uid"), ["object_uid"], unique=False
        )


def downgrade() -> None:
    op.drop_table("wiki_charter_option")
