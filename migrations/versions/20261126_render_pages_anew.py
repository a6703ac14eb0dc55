"""render pages anew: notes, sources, categories and mentions are shown otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_render_pages_anew"
down_revision = "20261126_add_synonyms"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 3


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    """A rendering says nothing that an older wiki does not show."""
