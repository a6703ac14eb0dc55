"""paper votes: what places voted on paper, entered by one person, confirmed by another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_paper_votes"
down_revision = "20261127_voices"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ELECTOR = ["wiki_charter_elector.ballot_id", "wiki_charter_elector.place_id"]


def upgrade() -> None:
    sheet, vote = "wiki_charter_paper_sheet", "wiki_charter_paper_vote"
    op.create_table(
        sheet,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("file_uid", _KEY, nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("entered_by_id", _ID, nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by_id", _ID, nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["wiki_charter_ballot.id"], name=op.f(f"fk_{sheet}_ballot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{sheet}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{sheet}_uid")),
    )
    for column in ("ballot_id", "entered_by_id", "settled_by_id"):
        op.create_index(f"ix_{sheet}_{column}", sheet, [column])
    op.create_table(
        vote,
        sa.Column("sheet_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], [f"{sheet}.id"], name=op.f(f"fk_{vote}_sheet_id")),
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"], _ELECTOR, name=op.f(f"fk_{vote}_elector")
        ),
        sa.PrimaryKeyConstraint("sheet_id", "place_id", name=op.f(f"pk_{vote}")),
    )


def downgrade() -> None:
    # SQLite makes no table again while a guard asks one that is gone.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS wiki_charter_vote_keeps_insert")
    op.drop_table("wiki_charter_paper_vote")
    op.drop_table("wiki_charter_paper_sheet")
