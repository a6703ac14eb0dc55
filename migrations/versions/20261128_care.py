"""care: what members say of a page as a whole: to be read again, outdated, read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_care"
down_revision = "20261128_decisions"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_RUNNING = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    _table(
        "wiki_mark",
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("day", _KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reader_id", _ID, nullable=True),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by_id", _ID, nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
    )
    _table(
        "wiki_proofreading",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_wiki_mark_page_id", "wiki_mark", ["page_id"])
    op.create_index(
        "ix_wiki_mark_running",
        "wiki_mark",
        ["kind", "day", "id"],
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )
    op.create_index(
        "ix_wiki_proofreading_page_id", "wiki_proofreading", ["page_id", "number", "id"]
    )


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{name}_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    op.drop_table("wiki_proofreading")
    op.drop_table("wiki_mark")
