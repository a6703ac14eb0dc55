"""sign-ins say where their browser was last seen, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_devices"
down_revision = "20261128_registrations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wiki_sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE wiki_sign_in SET place = '', seen_at = made_at"))
    with op.batch_alter_table("wiki_sign_in", schema=None) as batch_op:
        batch_op.alter_column("place", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("seen_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_sign_in", schema=None) as batch_op:
        batch_op.drop_column("seen_at")
        batch_op.drop_column("place")
