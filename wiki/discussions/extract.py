"""What a thread came to, as the text of a section that somebody then puts in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wiki.kernel.texts import one_line

#: Signs that would make of a line something else than what somebody said.
_HEADING = "#"


class Spoken(NamedTuple):
    """A turn: who said it, on which day in words, where it stands, and its text."""

    by: str
    day: str
    address: str
    text: str


def section(subject: str, spoken: Iterable[Spoken]) -> str:
    """A section of level two: what was said, each turn followed by who said it and when.

    Headings inside turns become bold lines: those of the section are the page's.
    """
    parts = [f"## {one_line(subject)}"]
    for one in spoken:
        parts += [_level(one.text), f"— {one.by}, [{one.day}]({one.address})"]
    return "\n\n".join(parts) + "\n"


def _level(text: str) -> str:
    lines, is_fenced = [], False
    for line in text.strip("\n").split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            is_fenced = not is_fenced
        bare = line.lstrip(_HEADING)
        is_heading = not is_fenced and line.startswith(_HEADING) and bare[:1] == " "
        lines.append(f"**{bare.strip()}**" if is_heading and bare.strip() else line)
    return "\n".join(lines)
