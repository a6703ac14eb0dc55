"""links to sections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_links_to_sections"
down_revision = "20261126_count_the_authors"
branch_labels = None
depends_on = None

_PAGE = sa.table("wiki_page", sa.column("id"))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("dedupe_key", sa.String()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)


def upgrade() -> None:
    op.create_table(
        "wiki_section",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_section_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "name", name=op.f("pk_wiki_section")),
    )
    op.create_table(
        "wiki_section_link",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "target_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("is_broken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_section_link_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "target_key", "name", name=op.f("pk_wiki_section_link")),
    )
    with op.batch_alter_table("wiki_section_link", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_section_link_target_key", ["target_key", "page_id"], unique=False
        )

    # The sections are in the texts, which a job reads, from the first one again if it had begun.
    op.execute(sa.delete(_JOB).where(_JOB.c.name == "upkeep.gather"))
    if op.get_bind().scalar(sa.select(_PAGE.c.id).limit(1)) is not None:
        gather = {"name": "upkeep.gather", "payload": {"after": 0}, "dedupe_key": "gather"}
        now = sa.func.current_timestamp()
        op.execute(sa.insert(_JOB).values(**gather, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM wiki_to_tend WHERE code = 'broken'"))
    with op.batch_alter_table("wiki_section_link", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_section_link_target_key")

    op.drop_table("wiki_section_link")
    op.drop_table("wiki_section")
