"""What Alembic does not describe: triggers and full-text indexes. Made again after every upgrade."""

from __future__ import annotations

import sqlalchemy as sa


def reinstall(connection: sa.Connection) -> None:
    """Drop and make again everything of this file, for the engine of the connection."""
