"""sheets and places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_sheets_and_places"
down_revision = "20261126_place_of_co_authors"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NOW = sa.text("to_seq IS NULL")


def upgrade() -> None:
    op.create_table(
        "wiki_fact",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("row", _KEY, nullable=False),
        sa.Column("from_seq", _ID, nullable=False),
        sa.Column("to_seq", _ID, nullable=True),
        sa.Column("text", _KEY, nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("date", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_fact_page_id")),
        sa.PrimaryKeyConstraint("page_id", "field", "row", "from_seq", name=op.f("pk_wiki_fact")),
    )
    for column in ("text", "number"):
        op.create_index(
            f"ix_wiki_fact_{column}",
            "wiki_fact",
            ["field", column],
            sqlite_where=_NOW,
            postgresql_where=_NOW,
        )
    op.create_table(
        "wiki_place",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=True),
        sa.Column("management", _KEY, nullable=True),
        sa.Column("insee", _KEY, nullable=True),
        sa.Column("department", _KEY, nullable=True),
        sa.Column("region", _KEY, nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("precision", _KEY, nullable=True),
        sa.Column("families", _KEY, nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("opened_on", _KEY, nullable=True),
        sa.Column("closed_on", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_place_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_place")),
    )
    op.create_index("ix_wiki_place_name", "wiki_place", ["name_key", "page_id"])
    op.create_index("ix_wiki_place_department", "wiki_place", ["department", "name_key", "page_id"])
    op.create_index("ix_wiki_place_position", "wiki_place", ["lat", "lon"])


def downgrade() -> None:
    op.drop_table("wiki_place")
    op.drop_table("wiki_fact")
