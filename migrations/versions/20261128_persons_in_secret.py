"""persons in secret: which persons have voted in a secret ballot, and what was said, in an urn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_persons_in_secret"
down_revision = "20261127_erased_while_written"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TURNOUT, _BULLETIN = "wiki_charter_person_turnout", "wiki_charter_person_bulletin"


def upgrade() -> None:
    op.create_table(
        _TURNOUT,
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["wiki_charter_ballot.id"], name=op.f(f"fk_{_TURNOUT}_ballot_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f(f"fk_{_TURNOUT}_member_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "member_id", name=op.f(f"pk_{_TURNOUT}")),
    )
    op.create_index(f"ix_{_TURNOUT}_member_id", _TURNOUT, ["member_id"])
    op.create_table(
        _BULLETIN,
        sa.Column("id", _ID, nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("receipt", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["wiki_charter_ballot.id"], name=op.f(f"fk_{_BULLETIN}_ballot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_BULLETIN}")),
        sa.UniqueConstraint("ballot_id", "receipt", name=op.f(f"uq_{_BULLETIN}_ballot_id_receipt")),
    )


def downgrade() -> None:
    op.drop_table(_BULLETIN)
    op.drop_table(_TURNOUT)
