"""voices: ballots in which persons vote in their own name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_voices"
down_revision = "20261127_charter_twins"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CURRENT = sa.text("is_current")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_person",
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["wiki_charter_ballot.id"],
            name=op.f("fk_wiki_charter_person_ballot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_charter_person_member_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "member_id", name=op.f("pk_wiki_charter_person")),
    )
    op.create_index("ix_wiki_charter_person_member_id", "wiki_charter_person", ["member_id"])
    op.create_table(
        "wiki_charter_voice",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ballot_id", "member_id"],
            ["wiki_charter_person.ballot_id", "wiki_charter_person.member_id"],
            name=op.f("fk_wiki_charter_voice_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_voice")),
    )
    op.create_index("ix_wiki_charter_voice_ballot", "wiki_charter_voice", ["ballot_id", "id"])
    op.create_index("ix_wiki_charter_voice_member_id", "wiki_charter_voice", ["member_id"])
    op.create_index(
        "uq_wiki_charter_voice_current",
        "wiki_charter_voice",
        ["ballot_id", "member_id"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )


def downgrade() -> None:
    op.drop_table("wiki_charter_voice")
    op.drop_table("wiki_charter_person")
