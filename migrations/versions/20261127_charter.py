"""charter: charters, their versions, what was frozen, what was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter"
down_revision = "20261127_what_changed_lately"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_UNDER_WAY = sa.text("state IN ('draft', 'consultation', 'frozen', 'candidate', 'adopted')")
_IN_FORCE = sa.text("state = 'in_force'")


def upgrade() -> None:
    _charters()
    _versions()
    _kept()


def _charters() -> None:
    op.create_table(
        "wiki_charter",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("slug", _KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("made_by_id", _ID, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter")),
        sa.UniqueConstraint("page_id", name=op.f("uq_wiki_charter_page_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_wiki_charter_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_uid")),
    )
    with op.batch_alter_table("wiki_charter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wiki_charter_network_id"), ["network_id"])


def _versions() -> None:
    op.create_table(
        "wiki_charter_version",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("major", sa.Integer(), nullable=True),
        sa.Column("minor", sa.Integer(), nullable=True),
        sa.Column("fix", sa.Integer(), nullable=True),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("calendar", sa.JSON(), nullable=False),
        sa.Column("opened_revision", sa.Integer(), nullable=True),
        sa.Column("frozen_revision", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_version_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["wiki_charter_version.id"],
            name=op.f("fk_wiki_charter_version_parent_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_version")),
        sa.UniqueConstraint(
            "charter_id",
            "major",
            "minor",
            "fix",
            name=op.f("uq_wiki_charter_version_charter_id_major_minor_fix"),
        ),
        sa.UniqueConstraint("hash", name=op.f("uq_wiki_charter_version_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_version_uid")),
    )
    for name, where in (("under_way", _UNDER_WAY), ("in_force", _IN_FORCE)):
        op.create_index(
            f"uq_wiki_charter_version_{name}",
            "wiki_charter_version",
            ["charter_id"],
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )


def _kept() -> None:
    op.create_table(
        "wiki_charter_article",
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_article_charter_id")
        ),
        sa.PrimaryKeyConstraint("charter_id", "name", name=op.f("pk_wiki_charter_article")),
    )
    op.create_table(
        "wiki_charter_text",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("parent_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_wiki_charter_text")),
    )
    op.create_table(
        "wiki_charter_log",
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", _ID, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_log_charter_id")
        ),
        sa.PrimaryKeyConstraint("charter_id", "number", name=op.f("pk_wiki_charter_log")),
    )
    with op.batch_alter_table("wiki_charter_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wiki_charter_log_actor_id"), ["actor_id"])


def downgrade() -> None:
    for table in ("log", "text", "article", "version"):
        op.drop_table(f"wiki_charter_{table}")
    op.drop_table("wiki_charter")
