"""Builds static/dist when one of its sources changed since the last time."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from dev import alone
from tools import node

REPO = Path(__file__).resolve().parent.parent


def _sources() -> Iterator[Path]:
    yield REPO / "package-lock.json"
    for folder in ("frontend", "static/css", "static/images"):
        yield from sorted(path for path in (REPO / folder).rglob("*") if path.is_file())


def _state() -> str:
    total = hashlib.sha256()
    for path in _sources():
        total.update(f"{path.relative_to(REPO).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def build() -> None:
    """Makes static/dist agree with its sources; does nothing when it does already."""
    with alone("assets"):
        stamp, wanted = REPO / ".cache/assets.stamp", _state()
        built = (REPO / "static/dist/manifest.json").is_file()
        if built and stamp.is_file() and stamp.read_text() == wanted:
            return
        print("Préparation de static/dist…", file=sys.stderr, flush=True)
        node.install()
        print(node.find().run("frontend/build.mjs").strip(), file=sys.stderr)
        stamp.write_text(wanted)


if __name__ == "__main__":
    build()
