"""``./dev.py run --postgres``: the ``wiki`` command on a PostgreSQL of its own, kept in var/."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from tools.postgres import ROOT, server


def folder(wanted: Path) -> Path:
    """Where the data live: as wanted, or where the account that leaves root may enter."""
    beside = wanted.resolve()
    if ROOT and not all(parent.stat().st_mode & 0o001 for parent in beside.parents[1:]):
        name = hashlib.sha256(str(beside).encode()).hexdigest()[:12]
        return Path("/var/lib") / f"wiki-tiers-lieux-{name}"
    return beside


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> None:
    """Runs the ``wiki`` command with these arguments and stops the server after it."""
    signal.signal(signal.SIGTERM, _stop)
    data = folder(Path(os.environ["WIKI_DATA_DIR"]) / "postgres")
    print(f"PostgreSQL : {data}", file=sys.stderr, flush=True)
    with server(data) as url:
        os.environ["WIKI_DATABASE_URL"] = url
        from wiki.cli import main as wiki

        wiki()


if __name__ == "__main__":
    main()
