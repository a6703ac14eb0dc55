"""a second factor: the secret of a telephone, sealed, and recovery codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_second_factor"
down_revision = "20261128_watch"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_second_factor",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_second_factor_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_wiki_second_factor")),
    )
    op.create_table(
        "wiki_recovery_code",
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_recovery_code_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", "code_hash", name=op.f("pk_wiki_recovery_code")),
    )


def downgrade() -> None:
    op.drop_table("wiki_recovery_code")
    op.drop_table("wiki_second_factor")
