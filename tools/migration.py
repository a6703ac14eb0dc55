"""./dev.py migration "what it does" — writes the migration between the last one and the models.

Compares the models with a database at the newest migration; reads the result before it is kept.
"""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from wiki.kernel.db import Database
from wiki.kernel.migrations import configuration, upgrade

#: Most characters of a name: the table where Alembic writes it holds no more on PostgreSQL.
LONGEST = 32


def named(message: str) -> str:
    """The name of a migration made today. Exits when the message makes too long a one."""
    said = re.sub(r"\W+", "_", message.casefold()).strip("_")
    name = f"{datetime.now(UTC):%Y%m%d}_{said}"
    if len(name) > LONGEST:
        sys.exit(f"« {name} » a plus de {LONGEST} caractères : dites-le plus court.")
    return name


def write(message: str) -> None:
    """Write `migrations/versions/<date>_<message>.py`."""
    name = named(message)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(sa.create_engine(f"sqlite:///{Path(folder) / 'model.db'}"))
        if any(Path("migrations/versions").glob("*.py")):
            upgrade(database)
        with database.engine.connect() as connection:
            command.revision(configuration(connection), message, autogenerate=True, rev_id=name)
        database.engine.dispose()


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or "change")
