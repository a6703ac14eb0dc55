"""profiles: what members say of themselves, and to whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_profiles"
down_revision = "20261128_moderation"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_profile",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("shown_to", "department", "skills", "skills_key")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_profile_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_wiki_profile")),
    )
    op.create_index(op.f("ix_wiki_profile_department"), "wiki_profile", ["department"])


def downgrade() -> None:
    op.drop_table("wiki_profile")
