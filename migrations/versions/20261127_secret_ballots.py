"""secret ballots: how a ballot is held, who has voted, and what was said without a link to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_secret_ballots"
down_revision = "20261127_charter_signatures"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BALLOT = ["wiki_charter_ballot.id"]


def upgrade() -> None:
    terms = sa.Column("terms", sa.Text(), server_default="{}", nullable=False)
    op.add_column("wiki_charter_ballot", terms)
    op.create_table(
        "wiki_charter_turnout",
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], _BALLOT, name=op.f("fk_wiki_charter_turnout_ballot_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "place_id", name=op.f("pk_wiki_charter_turnout")),
    )
    op.create_table(
        "wiki_charter_bulletin",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("receipt", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], _BALLOT, name=op.f("fk_wiki_charter_bulletin_ballot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_bulletin")),
        sa.UniqueConstraint(
            "ballot_id", "receipt", name=op.f("uq_wiki_charter_bulletin_ballot_id_receipt")
        ),
    )


def downgrade() -> None:
    op.drop_table("wiki_charter_bulletin")
    op.drop_table("wiki_charter_turnout")
    if op.get_bind().dialect.name == "sqlite":  # its guard names the column
        op.execute("DROP TRIGGER IF EXISTS wiki_charter_ballot_keeps_update")
    op.drop_column("wiki_charter_ballot", "terms")
