"""``./dev.py docs``: the pages of docs/reference that come from the code, made again from it.

What stands above the mark is written by hand and kept; so are the sentences of the last column
where the code has none. ``tests/test_docs.py`` refuses a stale page and a missing sentence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable

from tools import inventory, sheets
from tools.inventory import REPO

FOLDER = REPO / "docs/reference"
MARK = "<!-- Ce qui suit vient du code : ./dev.py docs le refait. -->"
PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "options": inventory.options,
    "reglages": inventory.settings,
    "commandes": inventory.commands,
    "signaux": inventory.announced,
    "emplacements": inventory.slots,
    "directives": inventory.directives,
    "adresses": inventory.addresses,
    "droits": inventory.rights,
    "tables": inventory.tables,
    "fiches": sheets.sheets,
}
#: A row of a table: what it is about, its other cells, its sentence.
_ROW = re.compile(r"^\| (`[^`]+`)( \|.*\|) ?(.*?) ?\|$", re.MULTILINE)


def written(name: str) -> str:
    """The page as it is on disk; only its mark when there is none."""
    path = FOLDER / f"{name}.md"
    return path.read_text("utf-8") if path.is_file() else f"# {name}\n\n{MARK}\n"


def made(name: str, current: str) -> str:
    """The page as the code says, with the head and the sentences of `current`."""
    head, _, old = current.partition(MARK)
    kept = {match[1]: match[3] for match in _ROW.finditer(old)}

    def complete(match: re.Match[str]) -> str:
        sentence = match[3] or kept.get(match[1], "")
        return f"| {match[1]}{match[2]} {sentence} |" if sentence else f"| {match[1]}{match[2]} |"

    body = "\n\n".join(block for block in PAGES[name]() if block)
    return f"{head}{MARK}\n\n{_ROW.sub(complete, body)}\n"


def unsaid(page: str) -> list[str]:
    """What a page names without a sentence about it."""
    return [match[1] for match in _ROW.finditer(page) if not match[3]]


def main() -> int:
    """Writes the pages; returns 1 when a sentence is missing."""
    missing = 0
    for name in PAGES:
        page = made(name, written(name))
        path = FOLDER / f"{name}.md"
        if not path.is_file() or path.read_text("utf-8") != page:
            path.write_text(page, "utf-8")
            print(f"Refait : {path.relative_to(REPO)}")
        for subject in unsaid(page):
            missing += 1
            print(f"{path.relative_to(REPO)} : il manque une phrase à {subject}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
