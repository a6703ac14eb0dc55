"""render pages anew: links to another language stand at the foot of the page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_render_other_languages"
down_revision = "20261126_render_pages_anew"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 4


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    """A rendering says nothing that an older wiki does not show."""
