"""places that ended: they come last in the order of names."""

from __future__ import annotations

from alembic import op

revision = "20261126_places_that_ended"
down_revision = "20261126_mandates"
branch_labels = None
depends_on = None

_ENDED = "status IN ('closed', 'moved')"


def upgrade() -> None:
    for table in ("wiki_place", "wiki_past_place"):
        op.execute(
            f"UPDATE {table} SET name_key = '~' || name_key "  # noqa: S608 - no value in it
            f"WHERE {_ENDED} AND name_key NOT LIKE '~%'"
        )


def downgrade() -> None:
    for table in ("wiki_place", "wiki_past_place"):
        op.execute(
            f"UPDATE {table} SET name_key = substr(name_key, 2) "  # noqa: S608 - no value in it
            f"WHERE {_ENDED} AND name_key LIKE '~%'"
        )
