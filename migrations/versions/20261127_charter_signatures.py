"""charter signatures: what the places signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_signatures"
down_revision = "20261127_charter_amendments"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_signature",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("version_hash", sa.String(length=64), nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_signature_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_charter_signature_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_signature_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["wiki_charter_version.id"],
            name=op.f("fk_wiki_charter_signature_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_signature")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_signature_uid")),
    )
    with op.batch_alter_table("wiki_charter_signature", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_charter_signature_place", ["charter_id", "place_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_wiki_charter_signature_version", ["version_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_wiki_charter_signature_member_id"), ["member_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("wiki_charter_signature")
