"""tell stale states: a page that shows the states of places says which are to be checked again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_tell_stale_states"
down_revision = "20261127_charter"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 10


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
