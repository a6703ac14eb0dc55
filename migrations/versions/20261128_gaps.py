"""gaps: what the sheets of pages lack, which a job reads again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_gaps"
down_revision = "20261128_reviewers"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BARE = sa.text("bare > 0")
_REVISION = sa.table("wiki_revision", sa.column("id"), sa.column("kind"))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.Text()),
    sa.column("payload", sa.JSON()),
    sa.column("dedupe_key", sa.Text()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)


def upgrade() -> None:
    op.create_table(
        "wiki_gap",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("bare", sa.Integer(), nullable=False),
        sa.Column("figure", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_gap_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_gap")),
    )
    op.create_index("ix_wiki_gap_percent", "wiki_gap", ["percent", "page_id"])
    op.create_index(
        "ix_wiki_gap_bare", "wiki_gap", ["page_id"], sqlite_where=_BARE, postgresql_where=_BARE
    )
    having = sa.select(_REVISION.c.id).where(_REVISION.c.kind.is_not(None)).limit(1)
    waiting = sa.select(_JOB.c.name).where(_JOB.c.dedupe_key == "sheets.gather").limit(1)
    if op.get_bind().scalar(having) is not None and op.get_bind().scalar(waiting) is None:
        gather = {"name": "sheets.gather", "payload": {"after": 0}, "dedupe_key": "sheets.gather"}
        now = sa.func.current_timestamp()
        op.execute(sa.insert(_JOB).values(**gather, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.drop_table("wiki_gap")
