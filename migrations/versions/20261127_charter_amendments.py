"""charter amendments: what is asked of a charter, in which words, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_charter_amendments"
down_revision = "20261127_ballots"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _amendments()
    _kept()


def _amendments() -> None:
    op.create_table(
        "wiki_charter_amendment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("block", _KEY, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("cause_id", _ID, nullable=True),
        sa.Column("ballot", _KEY, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["wiki_charter_amendment.id"], name="fk_wiki_charter_amendment_cause"
        ),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_amendment_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["wiki_charter_version.id"],
            name=op.f("fk_wiki_charter_amendment_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_amendment")),
        sa.UniqueConstraint(
            "charter_id", "number", name=op.f("uq_wiki_charter_amendment_charter_id_number")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_amendment_uid")),
    )
    with op.batch_alter_table("wiki_charter_amendment", schema=None) as batch_op:
        for column in ("author_id", "ballot"):
            batch_op.create_index(batch_op.f(f"ix_wiki_charter_amendment_{column}"), [column])
        batch_op.create_index("ix_wiki_charter_amendment_block", ["charter_id", "block", "number"])
        batch_op.create_index("ix_wiki_charter_amendment_state", ["version_id", "state"])


def _kept() -> None:
    op.create_table(
        "wiki_charter_wording",
        sa.Column("amendment_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        _of_amendment("wording"),
        sa.PrimaryKeyConstraint("amendment_id", "number", name=op.f("pk_wiki_charter_wording")),
    )
    op.create_table(
        "wiki_charter_amendment_step",
        sa.Column("amendment_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("actor_id", _ID, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        _of_amendment("amendment_step"),
        sa.PrimaryKeyConstraint(
            "amendment_id", "number", name=op.f("pk_wiki_charter_amendment_step")
        ),
    )
    for table, column in (("wording", "author_id"), ("amendment_step", "actor_id")):
        with op.batch_alter_table(f"wiki_charter_{table}", schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_wiki_charter_{table}_{column}"), [column])
    op.create_table(
        "wiki_charter_provenance",
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amendment_id", _ID, nullable=False),
        sa.Column("block", _KEY, nullable=False),
        sa.Column("ballot", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_provenance_charter_id")
        ),
        _of_amendment("provenance"),
        sa.PrimaryKeyConstraint("charter_id", "revision", name=op.f("pk_wiki_charter_provenance")),
        sa.UniqueConstraint("amendment_id", name=op.f("uq_wiki_charter_provenance_amendment_id")),
    )


def _of_amendment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["amendment_id"],
        ["wiki_charter_amendment.id"],
        name=op.f(f"fk_wiki_charter_{table}_amendment_id"),
    )


def downgrade() -> None:
    for table in ("provenance", "amendment_step", "wording", "amendment"):
        op.drop_table(f"wiki_charter_{table}")
