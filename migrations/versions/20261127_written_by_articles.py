"""written by articles: why a shared text is closed, and the texts of a page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_written_by_articles"
down_revision = "20261127_erased_passages"
branch_labels = None
depends_on = None

_INDEX = "ix_wiki_live_doc_object_uid"


def upgrade() -> None:
    column = sa.Column("closed", sa.String(), server_default="", nullable=False)
    op.add_column("wiki_live_doc", column)
    op.create_index(_INDEX, "wiki_live_doc", ["object_uid"], unique=False)


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="wiki_live_doc")
    op.drop_column("wiki_live_doc", "closed")
