"""events: what the sheets of events tell, and each time that they take place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_events"
down_revision = "20261128_variants"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TEXTS = (
    "name",
    "summary",
    "organiser",
    "skips",
    "place",
    "address",
    "online",
    "registration",
    "price",
)
_KEYS = (
    "type",
    "status",
    "starts_on",
    "starts_at",
    "ends_on",
    "ends_at",
    "zone",
    "rule",
    "until",
    "insee",
    "department",
    "precision",
)


def upgrade() -> None:
    _table(
        "wiki_event",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        *(sa.Column(name, _KEY, nullable=False) for name in _KEYS),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
    )
    _table(
        "wiki_event_time",
        sa.Column("day", _KEY, nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        second="day",
    )
    op.create_index("ix_wiki_event_time_starts", "wiki_event_time", ["starts", "page_id"])
    # A page may have asked for the events before there were any.
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
    for name in ("wiki_event_time", "wiki_event"):
        op.drop_table(name)
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
