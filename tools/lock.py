"""Writes the lock files again: ``python -m tools.lock UV [--upgrade]``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
#: Where npm has packages to lock, beside those of the front end.
FOLDERS = ("tests/browser", "tests/provider", "tools/geography")
#: What each file locks: every platform, every hash, and no address of a registry.
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--python-version=3.11",
)


def main(uv: str, *more: str) -> None:
    """Locks Python then npm; ``more`` goes to ``uv pip compile``."""
    compile_ = [uv, "pip", "compile", "-q", *OPTIONS, *more]
    for name, group in (("run", "assets"), ("test", "dev")):
        source = ["pyproject.toml", "--extra=postgres", "--extra=s3", f"--group={group}"]
        target = f"requirements/{name}.txt"
        subprocess.run([*compile_, *source, "-o", target], cwd=REPO, check=True)
    target = "requirements/uv.txt"
    subprocess.run([*compile_, "-", "-o", target], cwd=REPO, check=True, input=UV, text=True)

    from dev import environment
    from tools import node

    environment("test")
    found = node.find()
    for folder in (REPO, *(REPO / name for name in FOLDERS)):
        command = [*found.npm, "install", "--package-lock-only", "--loglevel=error"]
        subprocess.run(command, cwd=folder, env=found.environment(), check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
