"""thanks: thanking those who wrote a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_thanks"
down_revision = "20261128_mandate_requests"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_thanks",
        sa.Column("revision_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["wiki_revision.id"], name=op.f("fk_wiki_thanks_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "member_id", name=op.f("pk_wiki_thanks")),
    )
    op.create_index(op.f("ix_wiki_thanks_member_id"), "wiki_thanks", ["member_id"])
    op.create_index(op.f("ix_wiki_thanks_seq"), "wiki_thanks", ["seq"])
    with op.batch_alter_table("wiki_watch_wish") as table:
        table.add_column(
            sa.Column("mails_thanks", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("wiki_watch_wish") as table:
        table.drop_column("mails_thanks")
    op.drop_table("wiki_thanks")
