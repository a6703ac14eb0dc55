"""add categories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_add_categories"
down_revision = "20261126_how_far_a_page_was_read"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_category",
        sa.Column(
            "key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wiki_category")),
    )
    op.create_table(
        "wiki_filing",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "written_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("written_title", sa.String(), nullable=False),
        sa.Column(
            "category_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "page_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("is_category", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_filing_page_id")),
        sa.PrimaryKeyConstraint("page_id", "written_key", name=op.f("pk_wiki_filing")),
    )
    with op.batch_alter_table("wiki_filing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_filing_category",
            ["category_key", "is_category", "page_key", "page_id"],
            unique=False,
        )
        batch_op.create_index("ix_wiki_filing_written", ["written_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_filing", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_filing_written")
        batch_op.drop_index("ix_wiki_filing_category")

    op.drop_table("wiki_filing")
    op.drop_table("wiki_category")
