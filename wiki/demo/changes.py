"""What one revision changed in a text, told so that it can be taken back from the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"(#+) ")
_NOTES = ("[^", "*[")
_FENCE = ":::"


class ChangeError(ValueError):
    """A change that does not fit the text it is said to have made."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of `was` by `now`, each found once in its text."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision added, sections by heading, blocks and lines by beginning, or replaced."""

    sections: Sequence[str] = ()
    blocks: Sequence[str] = ()
    lines: Sequence[str] = ()
    edits: Sequence[Edit] = ()

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Change:
        """Build from a `[[pages.revisions]]` table."""
        return cls(
            entry.get("sections", ()),
            entry.get("blocks", ()),
            entry.get("lines", ()),
            read_edits(entry.get("edits", ())),
        )

    def __bool__(self) -> bool:
        return bool(self.sections or self.blocks or self.lines or self.edits)

    def taken_back(self, text: str) -> str:
        """Return the text before the change, given the one after."""
        for edit in reversed(self.edits):
            text = replaced(text, edit.now, edit.was)
        for beginning in self.lines:
            text = _without(text, beginning, _line_end)
        for beginning in self.blocks:
            text = _without(text, beginning, _block_end)
        for heading in self.sections:
            text = _without(text, f"## {heading}\n", _section_end)
        return text


def read_edits(entries: Sequence[Mapping[str, str]]) -> tuple[Edit, ...]:
    """Build edits from `{was, now}` tables."""
    return tuple(Edit(entry["was"], entry["now"]) for entry in entries)


def replaced(text: str, old: str, new: str) -> str:
    """Return `text` with its one `old` replaced; raise ChangeError if there is none, or several."""
    if not old or text.count(old) != 1:
        raise ChangeError(
            f"{old!r} is found {text.count(old) if old else 'everywhere'} times, not once"
        )
    return text.replace(old, new)


def _without(text: str, beginning: str, end_of: Callable[[list[str], int], int]) -> str:
    lines = text.splitlines(keepends=True)
    found = [i for i, line in enumerate(lines) if line.startswith(beginning)]
    if len(found) != 1:
        raise ChangeError(f"{len(found)} lines begin with {beginning!r}, not one")
    (start,) = found
    kept = "".join(lines[:start] + lines[end_of(lines, start) :])
    # What ended the page leaves the blank line that came before it.
    return kept.rstrip("\n") + "\n"


def _line_end(_lines: list[str], start: int) -> int:
    return start + 1


def _block_end(lines: list[str], start: int) -> int:
    """Return the line after a paragraph or a directive and the blank line that follows it."""
    fenced = lines[start].startswith(_FENCE)
    for i in range(start + 1, len(lines)):
        if fenced and lines[i].rstrip() == _FENCE:
            return min(i + 2, len(lines))
        if not fenced and not lines[i].strip():
            return i + 1
    return len(lines)


def _section_end(lines: list[str], start: int) -> int:
    """Return the line of the next heading as high, or of the notes at the foot of the page."""
    return next(
        (i for i in range(start + 1, len(lines)) if _ends_section(lines[i])),
        len(lines),
    )


def _ends_section(line: str) -> bool:
    heading = _HEADING.match(line)
    return line.startswith(_NOTES) or (heading is not None and len(heading[1]) <= 2)
