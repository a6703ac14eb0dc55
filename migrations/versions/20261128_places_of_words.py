"""the search no longer keeps where words stand: it reads the texts that it shows"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_places_of_words"
down_revision = "20261128_identities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("wiki_search_text", "places")


def downgrade() -> None:
    """Without their places, passages show the beginning of texts until `wiki rebuild`."""
    op.add_column(
        "wiki_search_text", sa.Column("places", sa.Text(), nullable=False, server_default="")
    )
