"""census: campaigns, those they ask, what they publish; links that ask some fields."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_census"
down_revision = "20261127_stop_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _campaigns()
    _datasets()
    _counts()
    _targets()
    _lists_of_targets()
    _links()


def _campaigns() -> None:
    op.create_table(
        "wiki_census",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.String(), nullable=False),
        sa.Column("closes_on", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column(
            "state", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("remind_after", sa.Integer(), nullable=False),
        sa.Column("remind_most", sa.Integer(), nullable=False),
        sa.Column("is_reminding", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column(
            "coordinator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_census")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_census_uid")),
    )
    with op.batch_alter_table("wiki_census", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wiki_census_coordinator_id"), ["coordinator_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_wiki_census_state"), ["state"], unique=False)


def _datasets() -> None:
    op.create_table(
        "wiki_census_dataset",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("census", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("described", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("csv", sa.Text(), nullable=False),
        sa.Column("geojson", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("csv_sha256", sa.String(), nullable=False),
        sa.Column("geojson_sha256", sa.String(), nullable=False),
        sa.Column("description_sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_wiki_census_dataset")),
        sa.UniqueConstraint("census", name=op.f("uq_wiki_census_dataset_census")),
    )
    with op.batch_alter_table("wiki_census_dataset", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wiki_census_dataset_published_at"), ["published_at"], unique=False
        )


def _counts() -> None:
    op.create_table(
        "wiki_census_silence",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_wiki_census_silence")),
    )
    op.create_table(
        "wiki_census_count",
        sa.Column(
            "census_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "department",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "state", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["census_id"], ["wiki_census.id"], name=op.f("fk_wiki_census_count_census_id")
        ),
        sa.PrimaryKeyConstraint(
            "census_id", "department", "state", name=op.f("pk_wiki_census_count")
        ),
    )


def _targets() -> None:
    op.create_table(
        "wiki_census_target",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column(
            "census_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "insee", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "department",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "email", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["census_id"], ["wiki_census.id"], name=op.f("fk_wiki_census_target_census_id")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["wiki_correction_link.id"], name=op.f("fk_wiki_census_target_link_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_census_target_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_census_target")),
        sa.UniqueConstraint("link_id", name=op.f("uq_wiki_census_target_link_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_census_target_uid")),
    )


def _lists_of_targets() -> None:
    with op.batch_alter_table("wiki_census_target", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wiki_census_target_both", ["census_id", "department", "state", "id"], unique=False
        )
        batch_op.create_index(
            "ix_wiki_census_target_department", ["census_id", "department", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_wiki_census_target_email"), ["email"], unique=False)
        batch_op.create_index("ix_wiki_census_target_insee", ["census_id", "insee"], unique=False)
        batch_op.create_index("ix_wiki_census_target_list", ["census_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_wiki_census_target_page_id"), ["page_id"], unique=False
        )
        batch_op.create_index(
            "ix_wiki_census_target_state", ["census_id", "state", "id"], unique=False
        )
        batch_op.create_index(
            "ix_wiki_census_target_written", ["census_id", "state", "written_at"], unique=False
        )


def _links() -> None:
    with op.batch_alter_table("wiki_correction", schema=None) as batch_op:
        batch_op.alter_column("page_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("wiki_correction_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("fields", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("known", sa.JSON(), server_default="{}", nullable=False))
        batch_op.alter_column("page_id", existing_type=sa.INTEGER(), nullable=True)


_CORRECTION = sa.table("wiki_correction", sa.column("page_id"), sa.column("link_id"))
_LINK = sa.table("wiki_correction_link", sa.column("id"), sa.column("page_id"))


def downgrade() -> None:
    for index in (
        "written",
        "state",
        "page_id",
        "list",
        "insee",
        "email",
        "department",
        "both",
    ):
        op.drop_index(f"ix_wiki_census_target_{index}", "wiki_census_target")
    for table in ("target", "count", "silence", "dataset"):
        op.drop_table(f"wiki_census_{table}")
    op.drop_table("wiki_census")
    # Nothing older could show what is of no page yet.
    pageless = sa.select(_LINK.c.id).where(_LINK.c.page_id.is_(None))
    op.execute(sa.delete(_CORRECTION).where(_CORRECTION.c.link_id.in_(pageless)))
    op.execute(sa.delete(_CORRECTION).where(_CORRECTION.c.page_id.is_(None)))
    op.execute(sa.delete(_LINK).where(_LINK.c.page_id.is_(None)))
    with op.batch_alter_table("wiki_correction_link", schema=None) as batch_op:
        batch_op.alter_column("page_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("known")
        batch_op.drop_column("fields")
        batch_op.drop_column("kind")

    with op.batch_alter_table("wiki_correction", schema=None) as batch_op:
        batch_op.alter_column("page_id", existing_type=sa.INTEGER(), nullable=False)
