"""count the authors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_count_the_authors"
down_revision = "20261126_index_turns_by_author"
branch_labels = None
depends_on = None

_COUNT = """
INSERT INTO wiki_page_author (page_id, member_id, revisions)
SELECT page_id, member_id, count(*) FROM (
  SELECT page_id, author_id AS member_id FROM wiki_revision WHERE author_id IS NOT NULL
  UNION ALL
  SELECT r.page_id, a.member_id FROM wiki_revision_author AS a
  JOIN wiki_revision AS r ON r.id = a.revision_id
) AS each_one
GROUP BY page_id, member_id
"""


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "wiki_page_author",
        sa.Column("page_id", big, nullable=False),
        sa.Column("member_id", big, nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_page_author_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "member_id", name=op.f("pk_wiki_page_author")),
    )
    op.create_index(
        "ix_wiki_page_author_revisions", "wiki_page_author", ["page_id", "revisions", "member_id"]
    )
    op.execute(_COUNT)


def downgrade() -> None:
    op.drop_table("wiki_page_author")
