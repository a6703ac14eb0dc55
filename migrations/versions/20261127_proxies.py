"""proxies: a place lets another one vote for it in a ballot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_proxies"
down_revision = "20261127_charter_annexes"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ELECTOR = ["wiki_charter_elector.ballot_id", "wiki_charter_elector.place_id"]


def upgrade() -> None:
    op.create_table(
        "wiki_charter_proxy",
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("to_place_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"], _ELECTOR, name=op.f("fk_wiki_charter_proxy_giver")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "to_place_id"], _ELECTOR, name=op.f("fk_wiki_charter_proxy_receiver")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "place_id", name=op.f("pk_wiki_charter_proxy")),
        sa.UniqueConstraint(
            "ballot_id", "to_place_id", name=op.f("uq_wiki_charter_proxy_ballot_id_to_place_id")
        ),
    )
    op.create_index("ix_wiki_charter_proxy_member_id", "wiki_charter_proxy", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_charter_proxy")
