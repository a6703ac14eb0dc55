"""rewrite links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_rewrite_links"
down_revision = "20261126_add_mentions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_relinking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("old_key", sa.String(), nullable=False),
        sa.Column("old_title", sa.String(), nullable=False),
        sa.Column("keeps_text", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column(
            "undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.Column("stuck", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_relinking_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_relinking")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_relinking_uid")),
    )
    with op.batch_alter_table("wiki_relinking", schema=None) as batch_op:
        batch_op.create_index("ix_wiki_relinking_page_id", ["page_id"], unique=False)

    op.create_table(
        "wiki_relinked_page",
        sa.Column(
            "relinking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_relinked_page_page_id")
        ),
        sa.ForeignKeyConstraint(
            ["relinking_id"], ["wiki_relinking.id"], name=op.f("fk_wiki_relinked_page_relinking_id")
        ),
        sa.PrimaryKeyConstraint("relinking_id", "page_id", name=op.f("pk_wiki_relinked_page")),
    )
    with op.batch_alter_table("wiki_relinked_page", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_relinked_page_outcome", ["relinking_id", "outcome", "page_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("wiki_relinked_page", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_relinked_page_outcome")

    op.drop_table("wiki_relinked_page")
    with op.batch_alter_table("wiki_relinking", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_relinking_page_id")

    op.drop_table("wiki_relinking")
