"""list the values that their kinds take no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_misfits"
down_revision = "20261126_bring_back_places"
branch_labels = None
depends_on = None

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wiki_misfit",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_misfit_page_id")),
        sa.PrimaryKeyConstraint("page_id", "path", name=op.f("pk_wiki_misfit")),
    )
    op.create_index("ix_wiki_misfit_kind", "wiki_misfit", ["kind", "page_id", "path"])


def downgrade() -> None:
    op.drop_table("wiki_misfit")
