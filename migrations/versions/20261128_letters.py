"""letters: members write to each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_letters"
down_revision = "20261128_thanks"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "wiki_reachable",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_reachable_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_wiki_reachable")),
    )
    op.create_table(
        "wiki_unwanted",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("sender_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_unwanted_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["wiki_member.id"], name=op.f("fk_wiki_unwanted_sender_id")
        ),
        sa.PrimaryKeyConstraint("member_id", "sender_id", name=op.f("pk_wiki_unwanted")),
    )
    op.create_index(op.f("ix_wiki_unwanted_sender_id"), "wiki_unwanted", ["sender_id"])


def downgrade() -> None:
    op.drop_table("wiki_unwanted")
    op.drop_table("wiki_reachable")
