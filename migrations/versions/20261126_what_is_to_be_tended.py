"""what is to be tended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_what_is_to_be_tended"
down_revision = "20261126_add_categories"
branch_labels = None
depends_on = None

#: What the pages that are there say of these lists.
_OWN = "SELECT 1 FROM wiki_page p WHERE p.key = l.target_key AND p.deleted_at IS NULL"
_OLD = (
    "SELECT 1 FROM wiki_redirect r JOIN wiki_page p ON p.id = r.page_id "
    "WHERE r.key = l.target_key AND p.deleted_at IS NULL"
)
_LINKED = (
    "SELECT 1 FROM wiki_link l WHERE l.page_id <> g.id AND (l.target_key = g.key "
    "OR l.target_key IN (SELECT r.key FROM wiki_redirect r WHERE r.page_id = g.id "
    "AND NOT EXISTS (SELECT 1 FROM wiki_page p WHERE p.key = r.key AND p.deleted_at IS NULL)))"
)
_PAGES = "FROM wiki_page g WHERE g.deleted_at IS NULL AND g.key NOT LIKE 'wiki:%'"
_ASKED = "INSERT INTO wiki_asked_title (key, kind, rank) SELECT l.target_key,"
_LINKS = f"FROM wiki_link l WHERE NOT EXISTS ({_OWN})"
_LISTED = "INSERT INTO wiki_to_tend (code, page_id) SELECT"
_HAS_LINKS = "SELECT 1 FROM wiki_link l WHERE l.page_id = g.id"
_FILL = (
    f"{_ASKED} 'old', -count(*) {_LINKS} AND EXISTS ({_OLD}) GROUP BY l.target_key",
    f"{_ASKED} 'missing', -count(*) {_LINKS} AND NOT EXISTS ({_OLD}) GROUP BY l.target_key",
    f"{_LISTED} 'orphan', g.id {_PAGES} AND NOT EXISTS ({_LINKED})",
    f"{_LISTED} 'dead_end', g.id {_PAGES} AND NOT EXISTS ({_HAS_LINKS})",
)


def upgrade() -> None:
    op.create_table(
        "wiki_asked_title",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wiki_asked_title")),
    )
    with op.batch_alter_table("wiki_asked_title", schema=None) as batch_op:
        batch_op.create_index("ix_wiki_asked_title_kind", ["kind", "rank", "key"], unique=False)

    op.create_table(
        "wiki_apart",
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_apart_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_apart")),
    )
    op.create_table(
        "wiki_to_tend",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_to_tend_page_id")
        ),
        sa.PrimaryKeyConstraint("code", "page_id", name=op.f("pk_wiki_to_tend")),
    )
    for statement in _FILL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("wiki_to_tend")
    op.drop_table("wiki_apart")
    with op.batch_alter_table("wiki_asked_title", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_asked_title_kind")

    op.drop_table("wiki_asked_title")
