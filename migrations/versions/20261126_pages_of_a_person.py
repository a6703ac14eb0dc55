"""Find by an index whether somebody wrote in a page."""

from __future__ import annotations

from alembic import op

revision = "20261126_pages_of_a_person"
down_revision = "20261126_count_the_authors"
branch_labels = None
depends_on = None

_NAME = "ix_wiki_revision_author_page"


def upgrade() -> None:
    op.create_index(_NAME, "wiki_revision", ["author_id", "page_id"])


def downgrade() -> None:
    op.drop_index(_NAME, table_name="wiki_revision")
