"""booklets: what is chosen together, and its editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_booklets"
down_revision = "20261128_profiles"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "wiki_booklet",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_booklet")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_booklet_uid")),
    )
    op.create_table(
        "wiki_booklet_edition",
        sa.Column("id", _ID, nullable=False),
        sa.Column("booklet_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["booklet_id"], ["wiki_booklet.id"], name=op.f("fk_wiki_booklet_edition_booklet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_booklet_edition")),
        sa.UniqueConstraint(
            "booklet_id", "number", name=op.f("uq_wiki_booklet_edition_booklet_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("wiki_booklet_edition")
    op.drop_table("wiki_booklet")
