"""which list is searched: of the searches that members keep, those of places beside those of pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_which_list_is_searched"
down_revision = "20261127_look_for_doubles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("screen", sa.String(), server_default="search", nullable=False)
    with op.batch_alter_table("wiki_saved_search") as batch_op:
        batch_op.add_column(column)


def downgrade() -> None:
    kept = sa.table("wiki_saved_search", sa.column("screen"))
    op.execute(sa.delete(kept).where(kept.c.screen != "search"))
    with op.batch_alter_table("wiki_saved_search") as batch_op:
        batch_op.drop_column("screen")
