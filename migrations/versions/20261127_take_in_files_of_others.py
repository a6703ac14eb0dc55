"""take in files of others: what is known of each, the file itself, its lines; kept mappings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_take_in_files_of_others"
down_revision = "20261127_census"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _intakes()
    _mappings_and_files()
    _lines()


def _intakes() -> None:
    op.create_table(
        "wiki_place_intake",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("sample", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("separator", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("refusal", sa.JSON(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column(
            "undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.Column("stuck", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_place_intake")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_place_intake_uid")),
    )
    with op.batch_alter_table("wiki_place_intake", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wiki_place_intake_member_id"), ["member_id"], unique=False
        )


def _mappings_and_files() -> None:
    op.create_table(
        "wiki_place_mapping",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("separator", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wiki_place_mapping")),
    )
    op.create_table(
        "wiki_place_intake_file",
        sa.Column(
            "intake_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"],
            ["wiki_place_intake.id"],
            name=op.f("fk_wiki_place_intake_file_intake_id"),
        ),
        sa.PrimaryKeyConstraint("intake_id", name=op.f("pk_wiki_place_intake_file")),
    )


def _lines() -> None:
    op.create_table(
        "wiki_place_intake_line",
        sa.Column(
            "intake_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("is_doubtful", sa.Boolean(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["intake_id"],
            ["wiki_place_intake.id"],
            name=op.f("fk_wiki_place_intake_line_intake_id"),
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_place_intake_line_page_id")
        ),
        sa.PrimaryKeyConstraint("intake_id", "line", name=op.f("pk_wiki_place_intake_line")),
    )
    with op.batch_alter_table("wiki_place_intake_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_place_intake_line_outcome", ["intake_id", "outcome", "line"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_wiki_place_intake_line_page_id"), ["page_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("wiki_place_intake_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_place_intake_line_page_id"))
        batch_op.drop_index("ix_wiki_place_intake_line_outcome")

    op.drop_table("wiki_place_intake_line")
    op.drop_table("wiki_place_intake_file")
    op.drop_table("wiki_place_mapping")
    with op.batch_alter_table("wiki_place_intake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_place_intake_member_id"))

    op.drop_table("wiki_place_intake")
