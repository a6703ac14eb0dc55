"""Spelling of what is written in English: code, tests, records of decisions.

codespell knows common mistakes; those that are good French words are not mistakes here.
"""

from __future__ import annotations

import re
import subprocess
import sys

from tools.spelling import REPO, Speller

FOLDERS = ("wiki", "tools", "tests", "migrations", "bench", "frontend", "docs/decisions")
FILES = ("dev.py", "hatch_build.py", "CHANGELOG.md")
#: Content in French, passwords people choose, texts made to be wrong.
NOT_PROSE = "wiki/demo,wiki/members/data,wiki/geography/data,*/fixtures/*,*/test_sanitise.py"
REPORT = re.compile(r"^(?P<place>.+:\d+): (?P<word>\S+) ==> (?P<advice>.+)$", re.MULTILINE)


def mistakes() -> list[str]:
    """One line for each: place, word, advice."""
    existing = [name for name in (*FOLDERS, *FILES) if (REPO / name).exists()]
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", f"--skip={NOT_PROSE}", *existing],
        cwd=REPO,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode and not done.stdout:
        return [done.stderr]
    speller = Speller()
    found = [match[0] for match in REPORT.finditer(done.stdout) if not speller.knows(match["word"])]
    speller.save()
    return found


def main() -> int:
    """Prints the mistakes; returns 1 when there are some."""
    found = mistakes()
    if found:
        print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
