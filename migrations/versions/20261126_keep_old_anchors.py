"""keep old anchors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_keep_old_anchors"
down_revision = "20261126_render_other_languages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_anchor",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_anchor_page_id")),
        sa.PrimaryKeyConstraint("page_id", "name", name=op.f("pk_wiki_anchor")),
    )


def downgrade() -> None:
    op.drop_table("wiki_anchor")
