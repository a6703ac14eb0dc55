"""reviewers: who looks after a page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_reviewers"
down_revision = "20261128_former_members"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_reviewer",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("named_by_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_reviewer_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "member_id", name=op.f("pk_wiki_reviewer")),
    )
    op.create_index("ix_wiki_reviewer_member_id", "wiki_reviewer", ["member_id", "page_id"])


def downgrade() -> None:
    op.drop_table("wiki_reviewer")
