"""corrections of sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_corrections_of_sheets"
down_revision = "20261126_misfits"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_LINK, _SENT = "wiki_correction_link", "wiki_correction"


def upgrade() -> None:
    op.create_table(
        _LINK,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{_LINK}_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_LINK}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{_LINK}_token_hash")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{_LINK}_uid")),
    )
    op.create_index(op.f(f"ix_{_LINK}_page_id"), _LINK, ["page_id"])
    op.create_table(
        _SENT,
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("link_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("infobox", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], [f"{_LINK}.id"], name=op.f(f"fk_{_SENT}_link_id")),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{_SENT}_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_SENT}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{_SENT}_uid")),
    )
    op.create_index(op.f(f"ix_{_SENT}_link_id"), _SENT, ["link_id"])
    op.create_index(op.f(f"ix_{_SENT}_page_id"), _SENT, ["page_id"])
    op.create_index(f"ix_{_SENT}_state", _SENT, ["state", "id"])


def downgrade() -> None:
    op.drop_table(_SENT)
    op.drop_table(_LINK)
