"""Index the blocks of numbers of what is found."""

from __future__ import annotations

from alembic import op

revision = "20261126_index_blocks_of_numbers"
down_revision = "20261126_keep_drafts_of_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The full-text indexes go with it: `migrations/ddl.py` makes them again, on the new one.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS wiki_stems(text) CASCADE")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS wiki_stems(text, bigint) CASCADE")
