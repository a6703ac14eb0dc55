"""Find the turns of a person in their order."""

from __future__ import annotations

from alembic import op

revision = "20261126_index_turns_by_author"
down_revision = "20261126_order_keys_by_sign"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wiki_turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_turn_author_id"))
        batch_op.create_index("ix_wiki_turn_author", ["author_id", "seq"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_turn", schema=None) as batch_op:
        batch_op.drop_index("ix_wiki_turn_author")
        batch_op.create_index(batch_op.f("ix_wiki_turn_author_id"), ["author_id"], unique=False)
