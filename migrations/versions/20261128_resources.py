"""resources: those that sheets describe, the paths through them, what members tick there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_resources"
down_revision = "20261128_events"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_FACETS = ("themes", "stages", "audiences", "format", "year")
_TEXTS = ("author", "url", "file", "licence", "territory")


def upgrade() -> None:
    _table(
        "wiki_resource",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort", _KEY, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        *(sa.Column(name, _KEY, nullable=False) for name in (*_FACETS[:4], "date", "year")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
    )
    _table(
        "wiki_path",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort", _KEY, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
    )
    _table(
        "wiki_tick",
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("task", _KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key=("member_id", "page_id", "task"),
    )
    op.create_index("ix_wiki_resource_sort", "wiki_resource", ["sort", "page_id"])
    op.create_index("ix_wiki_resource_date", "wiki_resource", ["date", "page_id"])
    op.create_index("ix_wiki_resource_seq", "wiki_resource", ["seq"])
    op.create_index("ix_wiki_resource_facets", "wiki_resource", list(_FACETS))
    op.create_index("ix_wiki_path_sort", "wiki_path", ["sort", "page_id"])


def _table(name: str, *columns: sa.Column[object], key: tuple[str, ...] = ("page_id",)) -> None:
    op.create_table(
        name,
        *columns,
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f(f"fk_{name}_page_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    for name in ("wiki_tick", "wiki_path", "wiki_resource"):
        op.drop_table(name)
