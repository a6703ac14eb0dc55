"""identities: who members are for the providers of accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_identities"
down_revision = "20261128_portals"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_identity",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_identity_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_wiki_identity_issuer_subject")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_identity_uid")),
    )
    op.create_index("ix_wiki_identity_member_id", "wiki_identity", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_identity")
