"""On SQLite one process serves the windows: it holds a lock on a file beside the database."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import IO

from wiki.kernel.db import Database
from wiki.kernel.errors import WikiError

if sys.platform != "win32":
    import fcntl


def alone_with(database: Database) -> IO[str]:
    """Be the only one that serves the windows of a database, until what is returned is closed.

    Raises `WikiError` when another process does. PostgreSQL has as many as one wants.
    """
    path = database.engine.url.database
    if sys.platform == "win32" or not database.is_sqlite or not path or path == ":memory:":
        return StringIO()
    held = Path(f"{path}-live").open("w", encoding="ascii")  # noqa: SIM115 - held for long
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise WikiError("live_twice") from error
    return held
