"""watch: what members follow, what they are told of it, how they wish to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_watch"
down_revision = "20261128_reactions"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _bell()
    _follows()
    _wishes()
    _told()


def _bell() -> None:
    op.create_table(
        "wiki_member_bell",
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        sa.Column("news", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["wiki_member.id"], name=op.f("fk_wiki_member_bell_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_wiki_member_bell")),
    )


def _follows() -> None:
    _table(
        "wiki_follow",
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("target", _KEY, nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        key=("kind", "target"),
    )
    op.create_index("ix_wiki_follow_target", "wiki_follow", ["kind", "target"])
    _table(
        "wiki_notice",
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("uid", _KEY, nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("since", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("mention", _ID, nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("is_seen", sa.Boolean(), nullable=False),
        sa.Column("mailed", _ID, nullable=False),
        key=("kind", "uid"),
    )
    op.create_index("ix_wiki_notice_member", "wiki_notice", ["member_id", "seq"])
    op.create_index("ix_wiki_notice_seen", "wiki_notice", ["member_id", "is_seen"])


def _wishes() -> None:
    _table(
        "wiki_watch_wish",
        sa.Column("pace", sa.String(), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in ("hour", "weekday")),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in ("quiet_from", "quiet_to")),
        sa.Column("follows_written", sa.Boolean(), nullable=False),
        sa.Column("follows_said", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
    )
    op.create_index("ix_wiki_watch_wish_due_at", "wiki_watch_wish", ["due_at"])


def _told() -> None:
    op.create_table(
        "wiki_watch_told",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_wiki_watch_told")),
    )
    # What is done from now on is told. A new wiki has no row: it is empty, to be restored into.
    op.execute(
        sa.text(
            "INSERT INTO wiki_watch_told (name, seq) "
            "SELECT 'everybody', MAX(seq) FROM wiki_journal HAVING COUNT(*) > 0"
        )
    )


def _table(name: str, *columns: sa.Column[object], key: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("member_id", _ID, autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("member_id", *key, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in (
        *("wiki_watch_told", "wiki_watch_wish", "wiki_notice", "wiki_follow"),
        "wiki_member_bell",
    ):
        op.drop_table(name)
