"""welcome: who has put the first steps aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_welcome"
down_revision = "20261128_letters"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_welcome_put_aside",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_welcome_put_aside_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_wiki_welcome_put_aside")),
    )


def downgrade() -> None:
    op.drop_table("wiki_welcome_put_aside")
