"""erased passages: of a frozen text, by an administrator and a guarantor, as the law asks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_erased_passages"
down_revision = "20261127_paper_reasons"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    table = "wiki_charter_erasure"
    op.create_table(
        table,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", _ID, nullable=False),
        sa.Column("asked_as", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by_id", _ID, nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f(f"fk_{table}_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["text_hash"], ["wiki_charter_text.hash"], name=op.f(f"fk_{table}_text_hash")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )
    for column in ("charter_id", "text_hash", "asked_by_id", "settled_by_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    # SQLite makes no table again while a guard asks one that is gone.
    if op.get_bind().dialect.name == "sqlite":
        for name in ("wiki_charter_text_lets_update", "wiki_charter_ballot_keeps_update"):
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
    op.drop_table("wiki_charter_erasure")
