"""contests: a ballot that was proclaimed may be contested, then it is annulled or final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_contests"
down_revision = "20261127_rescued_from"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    contest, ruling = "wiki_charter_contest", "wiki_charter_ruling"
    op.create_table(
        contest,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["wiki_charter_ballot.id"], name=op.f(f"fk_{contest}_ballot_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f(f"fk_{contest}_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{contest}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{contest}_uid")),
    )
    for column in ("ballot_id", "member_id"):
        op.create_index(f"ix_{contest}_{column}", contest, [column])
    op.create_table(
        ruling,
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("is_upheld", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_hash", sa.String(length=64), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["wiki_charter_ballot.id"], name=op.f(f"fk_{ruling}_ballot_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f(f"pk_{ruling}")),
    )
    op.create_index(f"ix_{ruling}_member_id", ruling, ["member_id"])
    with op.batch_alter_table("wiki_charter_provenance") as batch:
        batch.drop_constraint("uq_wiki_charter_provenance_amendment_id", type_="unique")
        batch.create_index("ix_wiki_charter_provenance_amendment_id", ["amendment_id"])


def downgrade() -> None:
    # SQLite makes no table again while a guard asks one that is gone.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS wiki_charter_amendment_keeps_update")
    with op.batch_alter_table("wiki_charter_provenance") as batch:
        batch.drop_index("ix_wiki_charter_provenance_amendment_id")
        batch.create_unique_constraint("uq_wiki_charter_provenance_amendment_id", ["amendment_id"])
    op.drop_table("wiki_charter_ruling")
    op.drop_table("wiki_charter_contest")
