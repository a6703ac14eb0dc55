"""Index the words of titles, of headings and of whole pages each apart on SQLite."""

from __future__ import annotations

from alembic import op

revision = "20261126_index_titles_apart"
down_revision = "20261126_sheets_and_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # `migrations/ddl.py` makes the new indexes, and the triggers that keep them.
    _drop("wiki_fulltext")


def downgrade() -> None:
    _drop("wiki_fulltext_title", "wiki_fulltext_head", "wiki_fulltext_whole")


def _drop(*tables: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("wiki_fulltext_insert", "wiki_fulltext_delete"):
            op.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for table in tables:
            op.execute(f"DROP TABLE IF EXISTS {table}")
