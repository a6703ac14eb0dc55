"""One section of a page, to be edited alone: from its heading to the next one as high.

Sections are numbered from 1 in the order of their headings; what is edited is merged as a whole
page, so a section that moved meanwhile is no matter.
"""

from __future__ import annotations

from wiki.kernel.errors import Missing
from wiki.markup.document import Document, Heading
from wiki.markup.outline import PREFIX, section_range


def numbered(headings: tuple[Heading, ...]) -> dict[str, int]:
    """The number of each heading that opens a section, by its identifier."""
    opening = [heading for heading in headings if heading.start is not None]
    return {heading.id: number for number, heading in enumerate(opening, start=1)}


def section_text(document: Document, number: int) -> str:
    """The text of a section, its heading included. Raises `Missing`."""
    start, end = _range(document, number)
    return document.source[start:end]


def part_text(document: Document, name: str) -> str:
    """The text of the section whose heading has this identifier; "" when there is none."""
    extent = section_range(document, PREFIX + name)
    return document.source[slice(*extent)] if extent else ""


def with_section(document: Document, number: int, text: str) -> str:
    """The whole text with another one for one section."""
    body = document.source
    start, end = _range(document, number)
    if end < len(body) and text and not text.endswith("\n"):
        text += "\n"
    kept = len(body[start:end]) - len(body[start:end].rstrip("\n"))
    given = len(text) - len(text.rstrip("\n"))
    spacing = "\n" * max(0, kept - given) if end < len(body) and text else ""
    return body[:start] + text + spacing + body[end:]


def _range(document: Document, number: int) -> tuple[int, int]:
    for identifier, found in numbered(document.headings).items():
        if found == number and (extent := section_range(document, identifier)):
            return extent
    raise Missing("section_missing", number=number)
