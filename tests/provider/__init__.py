"""A real provider of accounts (OpenID Connect), on this machine, for the tests."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev import alone
from tools import node

HERE = Path(__file__).parent
CLIENT, SECRET = "wiki", "un secret: 3 % + 4"


@contextmanager
def provided(*backs: str) -> Iterator[str]:
    """The issuer of a provider that sends browsers back to these addresses."""
    with alone("provider"):
        node.install(HERE)
    found = node.find()
    given = json.dumps({"client": CLIENT, "secret": SECRET, "backs": backs})
    running = subprocess.Popen(
        [found.node, "provider.mjs", given],
        cwd=HERE,
        env=found.environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert running.stdout is not None
        issuer = running.stdout.readline().strip()
        assert issuer, "the provider did not start"
        yield issuer
    finally:
        running.terminate()
        running.wait(30)
        if running.stdout:
            running.stdout.close()


def entry(issuer: str, name: str = "Le réseau") -> dict[str, str]:
    """The provider as a deployment names it."""
    return {
        "code": "reseau",
        "name": name,
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
