"""portals: pages may hold blocks, and what is set aside in them is not shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_portals"
down_revision = "20261128_pending"
branch_labels = None
depends_on = None

#: The `wiki.markup.render.VERSION` that makes kept renderings stale.
RENDERING = 13


def upgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))


def downgrade() -> None:
    op.execute(sa.text("UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1"))
