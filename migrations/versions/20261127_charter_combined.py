"""charter combined: two amendments that another one replaces, once both authors sign it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_combined"
down_revision = "20261127_credits"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLE = "wiki_charter_combined"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("amendment_id", _ID, nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], ["wiki_charter_amendment.id"], name=op.f(f"fk_{_TABLE}_{column}")
            )
            for column in ("amendment_id", "source_id")
        ),
        sa.PrimaryKeyConstraint("amendment_id", "source_id", name=op.f(f"pk_{_TABLE}")),
    )
    op.create_index(f"ix_{_TABLE}_source_id", _TABLE, ["source_id"])


def downgrade() -> None:
    op.drop_table(_TABLE)
