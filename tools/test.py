"""The whole suite: PostgreSQL started once, a browser proved once, pytest on every core.

One process more than there are cores: while one waits for its browser or its server, another works.
On two cores 990 tests took 278 s so, 320 with as many processes as cores.
"""

from __future__ import annotations

import os
import sys

import pytest

from tools import browser, postgres


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main(arguments: list[str]) -> int:
    """Runs pytest with these arguments and returns its exit status."""
    with open(os.devnull) as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    if not any(word.startswith(("-n", "--numprocesses", "-pno:xdist")) for word in arguments):
        arguments = ["-n", str(1 + _cores()), "--dist=worksteal", *arguments]
    with postgres.given_or_own() as url:
        os.environ[postgres.GIVEN] = url
        print(f"Navigateur : {browser.choose_once()}", flush=True)
        return int(pytest.main(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
