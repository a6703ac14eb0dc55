"""``./dev.py check``: form, types, layers, templates, spelling, documentation; under 30 s.

Each step is a command; its output is shown when it fails. Steps share two cores.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import node

REPO = Path(__file__).resolve().parent.parent
#: Tests of the whole house, cheap enough to run at each check.
HOUSE = (
    "tests/test_layers.py",
    "tests/test_docs.py",
    "tests/test_tooling.py",
    "tests/migrations/test_chain.py",
)


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    status: int
    seconds: float
    output: str


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def steps() -> dict[str, list[str]]:
    """The commands by name, longest first."""
    house = [path for path in HOUSE if (REPO / path).is_file()]
    found = node.find()
    tsc = str(REPO / "node_modules/typescript/bin/tsc")
    return {
        "mypy": _python("mypy", "--no-error-summary"),
        "maison": _python("pytest", "-q", "-p", "no:cacheprovider", *house),
        "orthographe": _python("tools.spelling"),
        "djlint": _python("djlint", "templates", "--lint", "--quiet"),
        "tsc": [found.node, tsc, "--noEmit", "-p", "frontend"],
        "anglais": _python("tools.english"),
        "ruff format": _python("ruff", "format", "--check", "--quiet", "."),
        "ruff": _python("ruff", "check", "--quiet", "."),
    }


def run(name: str, command: list[str]) -> Outcome:
    """Runs one step to its end."""
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=REPO,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(name, done.returncode, time.perf_counter() - start, done.stdout)


def main(wanted: list[str]) -> int:
    """Runs every step, or those named; returns how many failed."""
    chosen = {name: argv for name, argv in steps().items() if not wanted or name in wanted}
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for outcome in pool.map(run, chosen.keys(), chosen.values()):
            word = "échec" if outcome.status else "bien"
            print(f"{word:6} {outcome.name:12} {outcome.seconds:5.1f} s", flush=True)
            if outcome.status:
                failed.append(outcome.name)
                print(outcome.output[-6000:].rstrip(), flush=True)
    if failed:
        print(f"À reprendre : {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
