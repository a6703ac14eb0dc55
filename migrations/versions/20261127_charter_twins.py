"""charter twins: versions in other languages, and easy to read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_twins"
down_revision = "20261127_charter_sponsors"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_twin",
        sa.Column("id", _ID, nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("version_hash", sa.String(length=64), nullable=False),
        sa.Column("form", _KEY, nullable=False),
        sa.Column("block", _KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_twin_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["wiki_charter_version.id"],
            name=op.f("fk_wiki_charter_twin_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_twin")),
    )
    op.create_index(
        "ix_wiki_charter_twin_block", "wiki_charter_twin", ["charter_id", "form", "block", "id"]
    )
    for column in ("member_id", "version_id"):
        op.create_index(op.f(f"ix_wiki_charter_twin_{column}"), "wiki_charter_twin", [column])


def downgrade() -> None:
    op.drop_table("wiki_charter_twin")
