"""The sections of a page, so that one can be edited alone.

Editing a section makes a whole page (`with_section`), which is then merged like any other: a
section that moved meanwhile is no special case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wiki.merge.units import Kind, fence_closes, fence_opening, kind_of, lines_of

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it, sub-sections included: `text[start:end]` of the page.

    Number 0 is what stands before the first heading, at level 0 and without a title.
    """

    number: int
    level: int
    title: str
    start: int
    end: int


class NoSuchSectionError(LookupError):
    """The page has no section of that number."""


def sections(text: str) -> list[Section]:
    """The sections of a page in the order of their headings, number 0 first."""
    found = list(_headings(text))
    first = found[0][2] if found else len(text)
    answer = [Section(0, 0, "", 0, first)]
    for number, (level, title, start) in enumerate(found, 1):
        later = (at for other, _, at in found[number:] if other <= level)
        answer.append(Section(number, level, title, start, next(later, len(text))))
    return answer


def section_text(text: str, number: int) -> str:
    """The Markdown of section `number`."""
    section = _section(text, number)
    return text[section.start : section.end]


def with_section(text: str, number: int, new: str) -> str:
    """The page with section `number` replaced by `new`, parted as before from what follows."""
    section = _section(text, number)
    before, old, after = (
        text[: section.start],
        text[section.start : section.end],
        text[section.end :],
    )
    body = new.rstrip("\n")
    ending = old[len(old.rstrip("\n")) :] or ("\n" if after else "")
    return before + (body + ending if body else "") + after


def _section(text: str, number: int) -> Section:
    found = sections(text)
    if not 0 <= number < len(found):
        raise NoSuchSectionError(f"no section {number}: the page has {len(found)}")
    return found[number]


def _headings(text: str) -> Iterator[tuple[int, str, int]]:
    """Level, title and position of each heading, written with `#` or underlined."""
    fence: str | None = None
    paragraph = ""
    at = paragraph_at = 0
    for line in lines_of(text):
        atx = _ATX.match(line)
        if fence is not None:
            fence = None if fence_closes(line, fence) else fence
            paragraph = ""
        elif (fence := fence_opening(line)) is not None:
            paragraph = ""
        elif atx is not None:
            yield len(atx[1]), _title(line[atx.end(1) :]), at
            paragraph = ""
        elif paragraph and _UNDERLINE.match(line):
            yield 1 if "=" in line else 2, paragraph.strip(), paragraph_at
            paragraph = ""
        else:
            paragraph, paragraph_at = (line, at) if _may_be_title(line) else ("", at)
        at += len(line)


def _may_be_title(line: str) -> bool:
    is_text = kind_of(line) is Kind.PROSE and not line.startswith(("    ", "\t"))
    return is_text and not line.lstrip().startswith(">")


def _title(rest: str) -> str:
    """The title of a `#` heading, without the closing marks some write."""
    title = rest.strip()
    stripped = title.rstrip("#")
    return stripped.rstrip() if stripped != title and stripped[-1:] in ("", " ", "\t") else title
