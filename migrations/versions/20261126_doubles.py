"""doubles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_doubles"
down_revision = "20261126_corrections_of_sheets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_distinct",
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["wiki_page.id"], name=op.f("fk_wiki_distinct_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["wiki_page.id"], name=op.f("fk_wiki_distinct_second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_wiki_distinct")),
    )
    op.create_table(
        "wiki_double",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["wiki_page.id"], name=op.f("fk_wiki_double_other_id")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_double_page_id")),
        sa.PrimaryKeyConstraint("page_id", "other_id", name=op.f("pk_wiki_double")),
    )
    with op.batch_alter_table("wiki_double", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wiki_double_other_id"), ["other_id"], unique=False)

    with op.batch_alter_table("wiki_place", schema=None) as batch_op:
        batch_op.create_index("ix_wiki_place_insee", ["insee"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_place", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_place_insee")

    with op.batch_alter_table("wiki_double", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_double_other_id"))

    op.drop_table("wiki_double")
    op.drop_table("wiki_distinct")
