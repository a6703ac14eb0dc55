"""erase values: the guards let what a sheet said go from a revision, when the law asks so."""

from __future__ import annotations

revision = "20261127_erase_values"
down_revision = "20261127_join_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The guards are made again after every upgrade (`migrations/ddl.py`)."""


def downgrade() -> None:
    """An older wiki has stricter guards."""
