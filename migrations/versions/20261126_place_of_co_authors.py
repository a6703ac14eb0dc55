"""Find the revisions that somebody wrote with another in their order, as those they saved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_place_of_co_authors"
down_revision = "20261126_index_blocks_of_numbers"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("wiki_revision_author", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seq", NUMBER, nullable=True))
    _let_be_changed()
    op.execute(
        "UPDATE wiki_revision_author SET seq = "
        "(SELECT seq FROM wiki_revision WHERE id = wiki_revision_author.revision_id)"
    )
    with op.batch_alter_table("wiki_revision_author", schema=None) as batch_op:
        batch_op.alter_column("seq", existing_type=NUMBER, nullable=False)
        batch_op.create_index("ix_wiki_revision_author_member", ["member_id", "seq"], unique=False)


def _let_be_changed() -> None:
    """Take the guards of the table away: they are made again after the upgrade."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS wiki_revision_author_keeps_update")
    else:
        op.execute("DROP TRIGGER IF EXISTS wiki_revision_author_keeps ON wiki_revision_author")


def downgrade() -> None:
    with op.batch_alter_table("wiki_revision_author", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_revision_author_member")
        batch_op.drop_column("seq")
