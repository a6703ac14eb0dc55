"""Headings as an outline: stable identifiers, table of contents, extent of a section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wiki.markup.document import Document, Heading, Token

#: What every identifier of ours begins with, so that none can stand for a name of the page's code.
PREFIX = "s-"
#: Longest slug, in characters.
MAX_SLUG = 80

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "&": " et "})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"s-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents, with those under it."""

    level: int
    text: str
    id: str
    children: tuple[Entry, ...] = ()


def slug(text: str) -> str:
    """`text` as lower-case ASCII words joined by `-`; "section" if nothing is left."""
    # Cut first: putting endless runs of accents in order takes quadratic time.
    start = text[: 5 * MAX_SLUG]
    folded = unicodedata.normalize("NFKD", start.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_WORD.sub("-", bare)[:MAX_SLUG].strip("-") or "section"


def section_id(section: str) -> str:
    """The identifier that `[[Titre#section]]` points to: one already made, or that of a text."""
    return section if _ID.fullmatch(section) else PREFIX + slug(section)


class Ids:
    """Gives each heading of one text its identifier: the first bare, the next ones numbered."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._last: dict[str, int] = {}

    def free(self, name: str) -> bool:
        """Whether no heading has it."""
        return name not in self._used

    def take(self, wanted: str) -> str:
        """`wanted`, or `wanted-2`, `wanted-3`… if it is taken."""
        number = self._last.get(wanted, 1)
        name = wanted
        while name in self._used:
            number += 1
            name = f"{wanted}-{number}"
        self._last[wanted] = number
        self._used.add(name)
        return name


def toc(headings: Iterable[Heading]) -> tuple[Entry, ...]:
    """The headings nested by level; a level that was jumped over leaves no gap."""
    root: list[Entry] = []
    path: list[tuple[int, list[Entry]]] = [(0, root)]
    children: dict[str, list[Entry]] = {}
    for heading in headings:
        while path[-1][0] >= heading.level:
            path.pop()
        path[-1][1].append(Entry(heading.level, heading.text, heading.id))
        path.append((heading.level, children.setdefault(heading.id, [])))
    return _closed(root, children)


def _closed(entries: list[Entry], children: dict[str, list[Entry]]) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, children=_closed(children.get(entry.id, []), children)) for entry in entries
    )


def section_range(document: Document, section: str) -> tuple[int, int] | None:
    """The offsets in the source of the section with that id: heading line to next one as high.

    None if there is no such heading, or if it stands inside a quote, a list or a directive.
    """
    opening = [one for one in document.headings if one.start is not None]
    for index, heading in enumerate(opening):
        if heading.id == section and heading.start is not None:
            after = (one.start for one in opening[index + 1 :] if one.level <= heading.level)
            return heading.start, next(after, None) or len(document.source)
    return None


def section_tokens(document: Document, section: str) -> tuple[Token, ...] | None:
    """The parsed blocks of the section with that id, its heading included; None if none."""
    taken: list[Token] = []
    level = 0
    for token in document.tokens:
        if token["type"] == "heading":
            if level and token["attrs"]["level"] <= level:
                break
            if token["attrs"]["id"] == section:
                level = token["attrs"]["level"]
        if level:
            taken.append(token)
    return tuple(taken) if level else None
