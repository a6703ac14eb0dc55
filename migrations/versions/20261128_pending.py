"""pending: edits of newcomers that others read before they become a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_pending"
down_revision = "20261128_welcome"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "wiki_pending",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("page_id", _ID, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("infobox", sa.JSON(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("submission", sa.String(), nullable=True),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_pending_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_pending")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_pending_uid")),
        sa.UniqueConstraint("submission", name=op.f("uq_wiki_pending_submission")),
    )
    op.create_index("ix_wiki_pending_state", "wiki_pending", ["state", "id"])
    op.create_index("ix_wiki_pending_page", "wiki_pending", ["page_id", "state"])
    op.create_index("ix_wiki_pending_member_id", "wiki_pending", ["member_id"])
    op.create_table(
        "wiki_pending_voice",
        sa.Column("pending_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["pending_id"], ["wiki_pending.id"], name=op.f("fk_wiki_pending_voice_pending_id")
        ),
        sa.PrimaryKeyConstraint("pending_id", "member_id", name=op.f("pk_wiki_pending_voice")),
    )
    op.create_index("ix_wiki_pending_voice_member_id", "wiki_pending_voice", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_pending_voice")
    op.drop_table("wiki_pending")
