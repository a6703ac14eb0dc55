"""moderation: what people report, and undoing all that one account wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_moderation"
down_revision = "20261128_gaps"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _reports()
    _revertings()


def _reports() -> None:
    op.create_table(
        "wiki_report",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target_uid", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reporter_id", _ID, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("handled_at", _MOMENT, nullable=True),
        sa.Column("handled_by_id", _ID, nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_report")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_report_uid")),
    )
    op.create_index("ix_wiki_report_handled_at", "wiki_report", ["handled_at", "id"])
    op.create_index("ix_wiki_report_reporter_id", "wiki_report", ["reporter_id"])


def _revertings() -> None:
    op.create_table(
        "wiki_reverting",
        sa.Column("id", _ID, nullable=False),
        sa.Column("of_id", _ID, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("undone_by_id", _ID, nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("total", "changed", "left", "undone", "stuck")
        ),
        sa.ForeignKeyConstraint(
            ["of_id"], ["wiki_member.id"], name=op.f("fk_wiki_reverting_of_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_reverting")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_reverting_uid")),
    )
    op.create_index("ix_wiki_reverting_of_id", "wiki_reverting", ["of_id"])
    op.create_table(
        "wiki_reverted_page",
        sa.Column("reverting_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reverting_id"], ["wiki_reverting.id"], name=op.f("fk_wiki_reverted_page_reverting_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_reverted_page_page_id")
        ),
        sa.PrimaryKeyConstraint("reverting_id", "page_id", name=op.f("pk_wiki_reverted_page")),
    )
    op.create_index(
        "ix_wiki_reverted_page_outcome",
        "wiki_reverted_page",
        ["reverting_id", "outcome", "page_id"],
    )


def downgrade() -> None:
    for name in ("wiki_reverted_page", "wiki_reverting", "wiki_report"):
        op.drop_table(name)
