"""render pages anew: a field of the sheet is shown in the text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_show_fields_in_texts"
down_revision = "20261126_keep_whole_answers"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 7


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    """A rendering says nothing that an older wiki does not show."""
