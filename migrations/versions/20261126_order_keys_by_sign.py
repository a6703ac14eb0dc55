"""Order every key by its characters on PostgreSQL, so that one is found from another by an index.

SQLite orders them so already.
"""

from __future__ import annotations

from alembic import op

revision = "20261126_order_keys_by_sign"
down_revision = "20261126_index_the_bin_alone"
branch_labels = None
depends_on = None

_KEYS = {
    "wiki_page": "key",
    "wiki_redirect": "key",
    "wiki_title_lock": "key",
    "wiki_draft": "key",
    "wiki_link": "target_key",
    "wiki_dependency": "key",
    "wiki_asked_title": "key",
    "wiki_relinking": "old_key",
    "wiki_member": "name_key",
}


def upgrade() -> None:
    _collate("C")


def downgrade() -> None:
    _collate("default")


def _collate(collation: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in _KEYS.items():
        op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE VARCHAR COLLATE "{collation}"')
        op.execute(f"ANALYZE {table}")  # what was known of the column went with its order
