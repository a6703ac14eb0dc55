"""decisions: the minutes of events, and the decisions that pages tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_decisions"
down_revision = "20261128_values_of_fields"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _table("wiki_event_minutes", sa.Column("key", _KEY, nullable=False), second="key")
    _table(
        "wiki_decision",
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("charter", _KEY, nullable=False),
        sa.Column("anchor", _KEY, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        second="rank",
    )
    op.create_index("ix_wiki_event_minutes_key", "wiki_event_minutes", ["key", "page_id"])
    op.create_index("ix_wiki_decision_charter", "wiki_decision", ["charter", "anchor", "page_id"])
    # A page may have told decisions before they meant anything.
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def _table(name: str, *columns: sa.Column[object], second: str) -> None:
    op.create_table(
        name,
        sa.Column("page_id", _ID, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{name}_page_id")),
        sa.PrimaryKeyConstraint("page_id", second, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in ("wiki_decision", "wiki_event_minutes"):
        op.drop_table(name)
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
