"""The units of a Markdown text: what one person changes at a time.

A text is a list of *blocks* (a line, or a whole list item), a block a list of *pieces* (sentences
of a paragraph, cells of a table row, else the block itself). Two people who change different pieces
do not disturb each other. Joining the pieces gives the text back, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a block is; it says how the block is cut into pieces."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    BLANK = "blank"


class Block(NamedTuple):
    """A line, or a list item with its continuation lines; `text` keeps its line breaks."""

    kind: Kind
    text: str


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_CONTINUATION = re.compile(r"(?:[ ]{2}|\t)")

# Possessive and anchored at the first mark of a run, so that a line of full stops stays linear.
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]++(?>(?:[ \u00a0\u202f]?[»\"”’)\]*_])*)(?P<gap>[ \t]++)(?=[^\d\s_])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\W\d_])(?:[^\W\d_]|mm|mme|mlle|dr|pr|art|al|pp|cf|ex|tél|tel|av|bd|st|ste|vol|env)\.$",
    re.IGNORECASE,
)


def blocks(text: str) -> list[Block]:
    """Cut `text` into blocks; their texts joined are `text`."""
    lines = lines_of(text)
    kinds = _kinds(lines)
    found: list[Block] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if kinds[index] is Kind.ITEM:
            while end < len(lines) and kinds[end] is Kind.PROSE and _continues(lines[end]):
                end += 1
        found.append(Block(kinds[index], "".join(lines[index:end])))
        index = end
    return found


def pieces(block: Block) -> list[str]:
    """Cut one block into its pieces, separators apart: `["Un.", " ", "Deux.", "\\n"]`."""
    if block.kind is Kind.PROSE:
        return list(_sentences(block.text))
    if block.kind is Kind.ROW:
        return _cells(block.text)
    return [block.text]


def units(text: str) -> list[str]:
    """All pieces of `text`, in order."""
    return [piece for block in blocks(text) for piece in pieces(block)]


def lines_of(text: str) -> list[str]:
    """The lines of `text` with their line feeds (only a line feed ends a line)."""
    if not text:
        return []
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def fence_opening(line: str) -> str | None:
    """The fence (```` ``` ```` or `~~~`) that `line` opens, if it opens one."""
    match = _FENCE.match(line)
    if match is None or (match[1][0] == "`" and "`" in line[match.end() :]):
        return None
    return match[1]


def fence_closes(line: str, fence: str) -> bool:
    """Tell whether `line` closes the block opened by `fence`."""
    mark = line.strip()
    return len(mark) >= len(fence) and set(mark) == {fence[0]} and _FENCE.match(line) is not None


def _kinds(lines: list[str]) -> list[Kind]:
    kinds: list[Kind] = []
    fence: str | None = None
    for line in lines:
        if fence is not None:
            kinds.append(Kind.CODE)
            if fence_closes(line, fence):
                fence = None
            continue
        fence = fence_opening(line)
        kinds.append(Kind.CODE if fence else kind_of(line))
    _mark_bare_tables(lines, kinds)
    return kinds


def kind_of(line: str) -> Kind:
    """What `line` is by itself, outside any code block."""
    stripped = line.strip()
    if not stripped:
        return Kind.BLANK
    if stripped[0] == "|":
        return Kind.ROW
    if _HEADING.match(line):
        return Kind.HEADING
    return Kind.ITEM if _ITEM.match(line) else Kind.PROSE


def _mark_bare_tables(lines: list[str], kinds: list[Kind]) -> None:
    """Mark the rows of tables written without outer pipes: `a | b` over `--- | ---`."""
    for index in range(1, len(lines)):
        if kinds[index] is Kind.CODE or not _is_delimiter_row(lines[index]):
            continue
        if kinds[index - 1] is Kind.CODE or "|" not in lines[index - 1]:
            continue
        row = index - 1
        while row < len(lines) and "|" in lines[row] and kinds[row] is not Kind.CODE:
            kinds[row] = Kind.ROW
            row += 1


def _is_delimiter_row(line: str) -> bool:
    return "|" in line and "-" in line and set(line) <= set("|-: \t\n")


def _continues(line: str) -> bool:
    return _CONTINUATION.match(line) is not None


def _sentences(text: str) -> Iterator[str]:
    body = text.removesuffix("\n")
    start = 0
    for match in _SENTENCE_END.finditer(body):
        gap = match.start("gap")
        if body[match.end()].islower() or _ABBREVIATION.search(body[max(start, gap - 8) : gap]):
            continue
        yield body[start:gap]
        yield match["gap"]
        start = match.end()
    if body[start:]:
        yield body[start:]
    if len(body) < len(text):
        yield "\n"


def _cells(text: str) -> list[str]:
    """Cut a row into cells and what separates them; an even index is a separator."""
    parts: list[str] = []
    separator = ""
    for cell in _between_bars(text):
        content = cell.strip(" \t\n")
        lead = cell.index(content) if content else 0
        parts += [separator + cell[:lead], content]
        separator = cell[lead + len(content) :] + "|"
    parts.append(separator.removesuffix("|"))
    return parts


def _between_bars(text: str) -> list[str]:
    """What stands between the bars that part cells: those not escaped."""
    if "\\" not in text:
        return text.split("|")
    found: list[str] = []
    begun: list[str] = []
    for part in text.split("|"):
        begun.append(part)
        if not _escapes(part):
            found.append("|".join(begun))
            begun = []
    return [*found, "|".join(begun)] if begun else found


def _escapes(cell: str) -> bool:
    """Tell whether `cell` ends with a backslash that is not itself escaped."""
    return (len(cell) - len(cell.rstrip("\\"))) % 2 == 1
