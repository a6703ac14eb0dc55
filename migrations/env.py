"""Alembic, on the connection that `wiki.kernel.migrations` gives; sees only our own tables."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from alembic import context

from wiki.extension import load_models
from wiki.kernel.db import Base, Moment
from wiki.kernel.migrations import VERSION_TABLE

load_models()
connection = context.config.attributes["connection"]


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Only tables of the wiki, and nothing of the full-text indexes: `fulltext.py` makes them."""
    if kind == "index":
        return not (name or "").startswith("wiki_fulltext")
    return kind != "table" or (
        name is not None
        and name.startswith("wiki_")
        and not name.startswith("wiki_fulltext")
        and name != VERSION_TABLE
    )


def plain_type(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types as what they are in the database: migrations import nothing of ours."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def reinstall_ddl() -> None:
    """Triggers and full-text indexes are not Alembic's: they are made again after every upgrade."""
    for name in ("fulltext", "ddl", "keys", "erasing"):
        path = Path(__file__).with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(f"wiki_migrations_{name}", path)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{path} cannot be read.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.reinstall(connection)


context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_name=ours,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    compare_type=True,
    render_item=plain_type,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
reinstall_ddl()
