"""what changed lately: the documents that a search narrowed by date keeps, by their date."""

from __future__ import annotations

from alembic import op

revision = "20261127_what_changed_lately"
down_revision = "20261127_what_a_question_reads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_wiki_search_document_updated", "wiki_search_document", ["updated_at"])


def downgrade() -> None:
    op.drop_index("ix_wiki_search_document_updated", "wiki_search_document")
