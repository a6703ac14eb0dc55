"""version in which the passage of a thread was found; it is looked for again while it is none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_version_of_a_place"
down_revision = "20261127_take_in_files_of_others"
branch_labels = None
depends_on = None

_TABLE, _INDEX = "wiki_passage_place", "ix_wiki_passage_place_target"
_ABOUT = ["target_kind", "target_uid"]


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_index(_INDEX)
        batch_op.create_index(_INDEX, [*_ABOUT, "thread_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.drop_index(_INDEX)
        batch_op.create_index(_INDEX, _ABOUT, unique=False)
        batch_op.drop_column("revision")
