"""what a question reads: pages that ask the places depend on it; amounts say their tax basis."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_what_a_question_reads"
down_revision = "20261127_mend_together"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 9
_FACETS = ("region", "department", "status", "management", "families")
_NOW = {"sqlite_where": sa.text("to_seq IS NULL"), "postgresql_where": sa.text("to_seq IS NULL")}
_REVISION = sa.table("wiki_revision", sa.column("kind"))
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
    _index("wiki_place", "facets", *_FACETS, "seats")
    _index("wiki_fact", "text", "field", "text", "page_id", **_NOW)
    _index("wiki_fact", "number", "field", "page_id", "row", "number", **_NOW)
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
    _find_facts_again()


def downgrade() -> None:
    _index("wiki_place", "facets", *_FACETS)
    _index("wiki_fact", "text", "field", "text", **_NOW)
    _index("wiki_fact", "number", "field", "number", **_NOW)
    # Pages that ask the places depended on less: all are made again.
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
    _find_facts_again()


def _index(table: str, name: str, *columns: str, **where: sa.TextClause) -> None:
    op.drop_index(f"ix_{table}_{name}", table_name=table)
    op.create_index(f"ix_{table}_{name}", table, columns, **where)


def _find_facts_again() -> None:
    """The amounts are in the revisions, which a job reads, kind by kind."""
    having = sa.select(_REVISION.c.kind).where(_REVISION.c.kind.is_not(None)).distinct()
    for kind in sorted(op.get_bind().scalars(having)):
        job = {
            "name": "sheets.kinds",
            "payload": {"kind": kind, "facts": True, "after": 0},
            "dedupe_key": f"sheets.kinds:{kind}:True",
        }
        present = sa.exists().where(_JOB.c.dedupe_key == job["dedupe_key"])
        if not op.get_bind().scalar(sa.select(present)):
            now = sa.func.current_timestamp()
            op.execute(sa.insert(_JOB).values(**job, run_at=now, attempts=0, last_error=""))
