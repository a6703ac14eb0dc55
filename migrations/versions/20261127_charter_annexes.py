"""charter annexes: what is asked of each place, what it answers; what a signature is of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_annexes"
down_revision = "20261127_charter_options"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wiki_charter_annex_form",
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", _ID, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_annex_form_charter_id")
        ),
        sa.PrimaryKeyConstraint("charter_id", "number", name=op.f("pk_wiki_charter_annex_form")),
    )
    op.create_index(
        op.f("ix_wiki_charter_annex_form_made_by_id"), "wiki_charter_annex_form", ["made_by_id"]
    )
    op.create_table(
        "wiki_charter_annex",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_annex_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_annex_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_annex")),
        sa.UniqueConstraint(
            "charter_id",
            "place_id",
            "number",
            name=op.f("uq_wiki_charter_annex_charter_id_place_id_number"),
        ),
        sa.UniqueConstraint("hash", name=op.f("uq_wiki_charter_annex_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_annex_uid")),
    )
    for column in ("member_id", "place_id"):
        op.create_index(op.f(f"ix_wiki_charter_annex_{column}"), "wiki_charter_annex", [column])
    blank = {"nullable": False, "server_default": ""}
    with op.batch_alter_table("wiki_charter_signature") as batch:
        batch.add_column(sa.Column("annex_hash", sa.String(length=64), **blank))
        batch.add_column(sa.Column("reason", sa.String(), **blank))
        batch.alter_column("member_id", existing_type=_ID, nullable=True)
    with op.batch_alter_table("wiki_charter_signature") as batch:
        batch.alter_column("annex_hash", existing_type=sa.String(length=64), server_default=None)
        batch.alter_column("reason", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM wiki_charter_signature WHERE member_id IS NULL")
    with op.batch_alter_table("wiki_charter_signature") as batch:
        batch.drop_column("annex_hash")
        batch.drop_column("reason")
        batch.alter_column("member_id", existing_type=_ID, nullable=False)
    op.drop_table("wiki_charter_annex")
    op.drop_table("wiki_charter_annex_form")
