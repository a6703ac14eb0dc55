"""The site in which the README puts the wiki, in its words: its file, its commands, its address."""

from __future__ import annotations

import re
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent


def blocks(language: str, page: str = "README.md") -> list[str]:
    """The blocks of code of a page of the repository, in this language."""
    text = (REPO / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def example() -> str:
    """The file `monsite.py`."""
    (found,) = blocks("python")
    return found


def commands() -> list[str]:
    """What puts it in service: to install, to make the tables, to serve."""
    return blocks("sh")[-1].splitlines()


def path() -> str:
    """Where the README says to look."""
    found = re.findall(r"<http://localhost:8000(/[^>]*)>", (REPO / "README.md").read_text("utf-8"))
    (one,) = set(found)
    return str(one)
