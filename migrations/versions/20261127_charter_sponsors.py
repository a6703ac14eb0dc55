"""charter sponsors: the places that support an amendment of somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_sponsors"
down_revision = "20261127_proxies"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_sponsor",
        sa.Column("id", _ID, nullable=False),
        sa.Column("amendment_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["wiki_charter_amendment.id"],
            name=op.f("fk_wiki_charter_sponsor_amendment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_sponsor_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_sponsor")),
    )
    with op.batch_alter_table("wiki_charter_sponsor", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_charter_sponsor_amendment", ["amendment_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_wiki_charter_sponsor_member_id"), ["member_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("wiki_charter_sponsor")
