"""documents are found: the search tells pages from files, and the PDFs there are will be read."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "20261128_documents_are_found"
down_revision = "20261128_resources"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 12
_FILE = sa.table("wiki_file", sa.column("uid"), sa.column("media_type"))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)
#: What is keyed by the numbers, those that the others refer to first.
_NUMBERED = ("wiki_search_document", "wiki_search_name", "wiki_search_text")


def upgrade() -> None:
    _number_again("number * 2")
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
    uids = op.get_bind().scalars(
        sa.select(_FILE.c.uid).where(_FILE.c.media_type == "application/pdf")
    )
    for uid in uids.all():
        job = {"name": "files.document", "payload": {"uid": uid}, "run_at": datetime.now(UTC)}
        op.execute(sa.insert(_JOB).values(**job, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM wiki_job WHERE name = 'files.document'"))
    for table in reversed(_NUMBERED):
        op.execute(sa.text(f"DELETE FROM {table} WHERE number % 2 = 1"))  # noqa: S608
    _number_again("number / 2")
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def _number_again(number: str) -> None:
    """Out of the tables and in again: triggers and indexes follow."""
    for table in _NUMBERED:
        op.execute(sa.text(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}"))  # noqa: S608
    for table in reversed(_NUMBERED):
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608
    for table in _NUMBERED:
        names = [one["name"] for one in sa.inspect(op.get_bind()).get_columns(table)]
        values = ", ".join(number if name == "number" else name for name in names)
        into = f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM kept_{table}"  # noqa: S608
        op.execute(sa.text(into))
        op.execute(sa.text(f"DROP TABLE kept_{table}"))
