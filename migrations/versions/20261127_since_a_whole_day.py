"""since a whole day: a card in a page says « depuis le 8 octobre 2010 »."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_since_a_whole_day"
down_revision = "20261126_doubles"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 8


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    """A rendering says nothing that an older wiki does not show."""
