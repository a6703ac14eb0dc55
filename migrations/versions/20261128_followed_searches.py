"""followed searches: the pages that each finds and its follower knows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_followed_searches"
down_revision = "20261128_figures_without_source"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wiki_watch_found",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("search", _KEY, nullable=False),
        sa.Column("page_id", _ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "search", "page_id", name=op.f("pk_wiki_watch_found")),
    )
    op.create_index("ix_wiki_watch_found_page_id", "wiki_watch_found", ["page_id"])


def downgrade() -> None:
    op.drop_table("wiki_watch_found")
