"""Index by date the pages of the bin alone, so that no other page is found that way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_index_the_bin_alone"
down_revision = "20261126_links_out_of_the_wiki"
branch_labels = None
depends_on = None

_NAME = "ix_wiki_page_deleted_at"


def upgrade() -> None:
    op.drop_index(_NAME, table_name="wiki_page")
    in_bin = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        _NAME, "wiki_page", ["deleted_at"], sqlite_where=in_bin, postgresql_where=in_bin
    )


def downgrade() -> None:
    op.drop_index(_NAME, table_name="wiki_page")
    op.create_index(_NAME, "wiki_page", ["deleted_at"])
