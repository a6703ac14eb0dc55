"""passkeys: the public keys of members' devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_passkeys"
down_revision = "20261128_asked_reviewers"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_passkey",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(), nullable=False),
        sa.Column("is_synced", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_passkey_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_wiki_passkey_credential")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_passkey_uid")),
    )
    op.create_index(op.f("ix_wiki_passkey_member_id"), "wiki_passkey", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_passkey")
