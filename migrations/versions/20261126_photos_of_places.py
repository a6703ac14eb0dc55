"""photos of places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_photos_of_places"
down_revision = "20261126_show_fields_in_texts"
branch_labels = None
depends_on = None

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("wiki_place", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", _KEY, nullable=True))
        batch_op.add_column(sa.Column("photo_alt", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("wiki_place", schema=None) as batch_op:
        batch_op.drop_column("photo_alt")
        batch_op.drop_column("photo")
