"""ballots: what is put to the places of a network, who may vote, what they say and object."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_ballots"
down_revision = "20261127_tell_stale_states"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)
_CURRENT = sa.text("is_current")


def upgrade() -> None:
    _ballots()
    _electors()
    _votes()
    _objections()


def _ballots() -> None:
    op.create_table(
        "wiki_charter_ballot",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("charter_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("object_uid", _KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("follows_id", _ID, nullable=True),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("made_by_id", _ID, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=True),
        sa.Column("closes_at", _MOMENT, nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("proclaimed_at", _MOMENT, nullable=True),
        sa.Column("proclaimed_by_id", _ID, nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["wiki_charter.id"], name=op.f("fk_wiki_charter_ballot_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["wiki_charter_ballot.id"],
            name=op.f("fk_wiki_charter_ballot_follows_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_ballot")),
        sa.UniqueConstraint(
            "charter_id", "number", name=op.f("uq_wiki_charter_ballot_charter_id_number")
        ),
        sa.UniqueConstraint("follows_id", name=op.f("uq_wiki_charter_ballot_follows_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_ballot_uid")),
    )
    for column in ("object_uid", "state"):
        op.create_index(f"ix_wiki_charter_ballot_{column}", "wiki_charter_ballot", [column])


def _electors() -> None:
    op.create_table(
        "wiki_charter_elector",
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("left_at", _MOMENT, nullable=True),
        sa.Column("is_excluded", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["wiki_charter_ballot.id"],
            name=op.f("fk_wiki_charter_elector_ballot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_elector_place_id")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "place_id", name=op.f("pk_wiki_charter_elector")),
    )


def _votes() -> None:
    op.create_table(
        "wiki_charter_vote",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("cast_at", _MOMENT, nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            ["wiki_charter_elector.ballot_id", "wiki_charter_elector.place_id"],
            name=op.f("fk_wiki_charter_vote_elector"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_vote")),
    )
    op.create_index("ix_wiki_charter_vote_ballot", "wiki_charter_vote", ["ballot_id", "id"])
    op.create_index("ix_wiki_charter_vote_member_id", "wiki_charter_vote", ["member_id"])
    op.create_index(
        "uq_wiki_charter_vote_current",
        "wiki_charter_vote",
        ["ballot_id", "place_id"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )


def _objections() -> None:
    op.create_table(
        "wiki_charter_objection",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("ballot_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("harm", sa.Text(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("settled_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            ["wiki_charter_elector.ballot_id", "wiki_charter_elector.place_id"],
            name=op.f("fk_wiki_charter_objection_elector"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_charter_objection")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_charter_objection_uid")),
    )
    objection = "wiki_charter_objection"
    op.create_index("ix_wiki_charter_objection_ballot", objection, ["ballot_id", "id"])
    op.create_index("ix_wiki_charter_objection_member_id", objection, ["member_id"])
    op.create_table(
        "wiki_charter_opinion",
        sa.Column("objection_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("is_founded", sa.Boolean(), nullable=False),
        sa.Column("said_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["wiki_charter_objection.id"],
            name=op.f("fk_wiki_charter_opinion_objection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["wiki_page.id"], name=op.f("fk_wiki_charter_opinion_place_id")
        ),
        sa.PrimaryKeyConstraint("objection_id", "place_id", name=op.f("pk_wiki_charter_opinion")),
    )
    op.create_index("ix_wiki_charter_opinion_member_id", "wiki_charter_opinion", ["member_id"])


def downgrade() -> None:
    for table in ("opinion", "objection", "vote", "elector", "ballot"):
        op.drop_table(f"wiki_charter_{table}")
