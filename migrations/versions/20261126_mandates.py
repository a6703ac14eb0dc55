"""mandates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_mandates"
down_revision = "20261126_places_then"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_mandate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("given_at", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column(
            "given_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_mandate_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_mandate_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_mandate")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_mandate_uid")),
    )
    with op.batch_alter_table("wiki_mandate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wiki_mandate_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wiki_mandate_page_id"), ["page_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_mandate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_mandate_page_id"))
        batch_op.drop_index(batch_op.f("ix_wiki_mandate_member_id"))

    op.drop_table("wiki_mandate")
