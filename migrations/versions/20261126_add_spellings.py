"""add spellings."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from alembic import op

from wiki.search.spelling import forms, title_words

revision = "20261126_add_spellings"
down_revision = "20261126_add_branches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_search_spelling",
        sa.Column(
            "form", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("form", "word", name=op.f("pk_wiki_search_spelling")),
    )
    op.create_table(
        "wiki_search_word",
        sa.Column(
            "word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("names", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_wiki_search_word")),
    )
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """The words of the titles that are there."""
    counts = Counter[str]()
    for (title,) in connection.execute(sa.text("SELECT title FROM wiki_search_name")):
        counts.update(title_words(title))
    for statement, rows in (
        (
            "INSERT INTO wiki_search_word (word, names) VALUES (:word, :names)",
            [{"word": word, "names": names} for word, names in sorted(counts.items())],
        ),
        (
            "INSERT INTO wiki_search_spelling (form, word) VALUES (:form, :word)",
            [{"form": form, "word": word} for word in sorted(counts) for form in forms(word)],
        ),
    ):
        if rows:
            connection.execute(sa.text(statement), rows)


def downgrade() -> None:
    op.drop_table("wiki_search_word")
    op.drop_table("wiki_search_spelling")
