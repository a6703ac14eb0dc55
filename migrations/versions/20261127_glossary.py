"""glossary: the words that pages define, and those that they ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_glossary"
down_revision = "20261127_charter_combined"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 11
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TEXTS = ("definition", "domain", "language", "source", "source_url", "source_date")


def upgrade() -> None:
    _table(
        "wiki_term",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort", _KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("is_explained", sa.Boolean(), nullable=False),
    )
    _table(
        "wiki_term_word",
        sa.Column("word", _KEY, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        second="word",
    )
    _table(
        "wiki_term_asked",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        second="key",
    )
    op.create_index("ix_wiki_term_sort", "wiki_term", ["sort", "page_id"])
    op.create_index("ix_wiki_term_key", "wiki_term", ["key"])
    op.create_index("ix_wiki_term_word_key", "wiki_term_word", ["key", "page_id"])
    op.create_index("ix_wiki_term_asked_key", "wiki_term_asked", ["key", "page_id"])
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def _table(name: str, *columns: sa.Column[object], second: str = "") -> None:
    op.create_table(
        name,
        sa.Column("page_id", _ID, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{name}_page_id")),
        sa.PrimaryKeyConstraint(*filter(None, ("page_id", second)), name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in ("wiki_term_asked", "wiki_term_word", "wiki_term"):
        op.drop_table(name)
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
