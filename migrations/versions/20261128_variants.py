"""variants: pages that adapt another one, and what they took of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_variants"
down_revision = "20261128_versions_of_files"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_variant",
        sa.Column("page_id", _ID, autoincrement=False, nullable=False),
        sa.Column("origin_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["wiki_page.id"], name=op.f(f"fk_wiki_variant_{name}"))
            for name in ("page_id", "origin_id", "place_id")
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_variant")),
    )
    op.create_index("ix_wiki_variant_origin_id", "wiki_variant", ["origin_id"])
    op.create_index("ix_wiki_variant_place_id", "wiki_variant", ["place_id"])
    op.create_table(
        "wiki_variant_step",
        sa.Column("page_id", _ID, autoincrement=False, nullable=False),
        sa.Column("origin_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_taken", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_variant.page_id"], name=op.f("fk_wiki_variant_step_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "origin_number", name=op.f("pk_wiki_variant_step")),
    )


def downgrade() -> None:
    op.drop_table("wiki_variant_step")
    op.drop_table("wiki_variant")
