"""indexes by which the hosts of links out of the wiki take turns."""

from __future__ import annotations

from alembic import op

revision = "20261127_turns_of_hosts"
down_revision = "20261127_version_of_a_place"
branch_labels = None
depends_on = None

_TABLE, _HOST = "wiki_outside_address", "ix_wiki_outside_address_host"
_ASKED = "ix_wiki_outside_address_asked"


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.drop_index(_HOST)
        batch_op.create_index(_HOST, ["host", "next_check_at", "id"], unique=False)
        batch_op.create_index(_ASKED, ["host", "checked_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.drop_index(_ASKED)
        batch_op.drop_index(_HOST)
        batch_op.create_index(_HOST, ["host"], unique=False)
