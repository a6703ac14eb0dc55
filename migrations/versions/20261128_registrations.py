"""registrations: who comes to events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_registrations"
down_revision = "20261128_care"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)
_TABLE = "wiki_event_registration"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("day", _KEY, nullable=False),
        sa.Column("starts", _MOMENT, nullable=False),
        sa.Column("ends", _MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("may_be_named", sa.Boolean(), nullable=False),
        sa.Column("shown_to", sa.Text(), nullable=False),
        sa.Column("registered_at", _MOMENT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("reminded_at", _MOMENT, nullable=True),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{of}_id"], [f"wiki_{of}.id"], name=op.f(f"fk_{_TABLE}_{of}_id")
            )
            for of in ("page", "member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{_TABLE}_uid")),
        sa.UniqueConstraint(
            "page_id", "day", "member_id", name=op.f(f"uq_{_TABLE}_page_id_day_member_id")
        ),
    )
    op.create_index(f"ix_{_TABLE}_member_id", _TABLE, ["member_id"])
    op.create_index(f"ix_{_TABLE}_starts", _TABLE, ["starts"])


def downgrade() -> None:
    op.drop_table(_TABLE)
