"""add synonyms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_add_synonyms"
down_revision = "20261126_add_spellings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_synonym",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_wiki_synonym")),
        sa.UniqueConstraint("words", name=op.f("uq_wiki_synonym_words")),
    )


def downgrade() -> None:
    op.drop_table("wiki_synonym")
