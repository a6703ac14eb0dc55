"""written values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_written_values"
down_revision = "20261126_contacts"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_REVISION = sa.table("wiki_revision", sa.column("id"), sa.column("kind"))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("dedupe_key", sa.String()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)


def upgrade() -> None:
    op.create_table(
        "wiki_written",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", _KEY, nullable=False),
        sa.Column("due_on", _KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_written_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "field", name=op.f("pk_wiki_written")),
    )
    op.create_index("ix_wiki_written_due_on", "wiki_written", ["due_on", "page_id"])
    # The values are in the revisions, which a job reads.
    having = sa.select(_REVISION.c.id).where(_REVISION.c.kind.is_not(None)).limit(1)
    if op.get_bind().scalar(having) is not None:
        gather = {"name": "sheets.gather", "payload": {"after": 0}, "dedupe_key": "sheets.gather"}
        now = sa.func.current_timestamp()
        op.execute(sa.insert(_JOB).values(**gather, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.delete(_JOB).where(_JOB.c.name.in_(["sheets.gather", "sheets.day"])))
    op.drop_index("ix_wiki_written_due_on", table_name="wiki_written")
    op.drop_table("wiki_written")
