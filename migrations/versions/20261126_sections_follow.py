"""render pages anew: a section is included by the title that it had, words are explained."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_sections_follow"
down_revision = "20261126_name_each_way_back"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 6


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    """A rendering says nothing that an older wiki does not show."""
