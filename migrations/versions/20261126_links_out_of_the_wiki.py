"""links out of the wiki."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_links_out_of_the_wiki"
down_revision = "20261126_erased_texts"
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
        "wiki_outside_address",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("next_check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ignored_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_outside_address")),
        sa.UniqueConstraint("address", name=op.f("uq_wiki_outside_address_address")),
    )
    with op.batch_alter_table("wiki_outside_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wiki_outside_address_host"), ["host"], unique=False)
        batch_op.create_index(
            "ix_wiki_outside_address_next_check_at", ["next_check_at", "id"], unique=False
        )
        batch_op.create_index("ix_wiki_outside_address_state", ["state", "id"], unique=False)

    op.create_table(
        "wiki_outside_link",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_outside_link_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "address", name=op.f("pk_wiki_outside_link")),
    )
    with op.batch_alter_table("wiki_outside_link", schema=None) as batch_op:
        batch_op.create_index("ix_wiki_outside_link_address", ["address", "page_id"], unique=False)

    # The addresses are in the texts, which a job reads.
    if op.get_bind().scalar(sa.select(_PAGE.c.id).limit(1)) is not None:
        gather = {"name": "upkeep.gather", "payload": {"after": 0}, "dedupe_key": "gather"}
        now = sa.func.current_timestamp()
        op.execute(sa.insert(_JOB).values(**gather, run_at=now, attempts=0, last_error=""))


def downgrade() -> None:
    op.execute(sa.delete(_JOB).where(_JOB.c.name.in_(["upkeep.gather", "upkeep.check"])))
    with op.batch_alter_table("wiki_outside_link", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_outside_link_address")

    op.drop_table("wiki_outside_link")
    with op.batch_alter_table("wiki_outside_address", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_outside_address_state")
        batch_op.drop_index("ix_wiki_outside_address_next_check_at")
        batch_op.drop_index(batch_op.f("ix_wiki_outside_address_host"))

    op.drop_table("wiki_outside_address")
