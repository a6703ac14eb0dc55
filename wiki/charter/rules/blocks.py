"""The text of a charter as blocks: what stands under each heading, by a short id that stays.

The page that is its draft carries the ids: `## Cotisation {#k7m2q}`. Numbers are computed from the
order of the blocks, never typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from wiki.markup.outline import PREFIX
from wiki.markup.parse import parse

#: The id of what stands before the first heading.
OPENING = "debut"
#: What a block is.
KINDS = ("opening", "name", "preamble", "title", "article", "annex")

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANK = re.compile(r"\n{3,}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_ID = re.compile(r"[ \t]\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
_TYPED = re.compile(
    r"(?:(?:article|art\.)\s+(?:\d+|premier|1er)|titre\s+(?:\d+|premier|1er|[ivxlc]+))"
    r"\s*[.:–—-]\s*(?=\S)",
    re.IGNORECASE,
)
_PREAMBLE, _ANNEX = "preamb", "annexe"
#: What opens a fence or a box, which takes in all that follows until it is closed.
_OPENERS = ("```", "~~~", ":::")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Block(NamedTuple):
    """What stands under a heading: its `title` on one line and its `text`, both in Markdown.

    `id` is "" for a heading that has none yet; `level` is that of the heading, 0 for what stands
    before the first one.
    """

    id: str
    level: int
    title: str
    text: str


class Numbered(NamedTuple):
    """A block with what it is in the whole text: a code of `KINDS`, and its number, "" for none."""

    kind: str
    number: str
    block: Block


def normalised(text: str) -> str:
    """A text without what is not seen: NFC, LF, no sign that hides or reorders, no idle blanks."""
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _INVISIBLE.sub("", clean).split("\n")
    after = [*(line.strip() for line in lines[1:]), ""]
    kept = [_trimmed(line, follows=bool(then)) for line, then in zip(lines, after, strict=True)]
    return _BLANK.sub("\n\n", "\n".join(kept)).strip("\n")


def _trimmed(line: str, *, follows: bool) -> str:
    """A line without the blanks at its end, but for the two that break it."""
    bare = line.rstrip(" \t")
    return bare + "  " if follows and bare and line.endswith("  ") else bare


def blocks_of(source: str) -> tuple[Block, ...]:
    """The blocks of a text in Markdown, in order. A heading in a list or a quote opens none."""
    text = normalised(source)
    opening = [one for one in parse(text).headings if one.start is not None]
    starts = [one.start or 0 for one in opening]
    found = []
    if before := (text[: starts[0]] if starts else text).strip():
        found.append(Block(OPENING, 0, "", before))
    ends = [*starts[1:], len(text)]
    for heading, start, end in zip(opening, starts, ends, strict=False):
        title, name, under = _cut(text[start:end].strip("\n"))
        found.append(Block(name, heading.level, title, under.strip("\n")))
    return tuple(found)


def _cut(section: str) -> tuple[str, str, str]:
    """The title of a section, its id and what is under it."""
    lines = section.split("\n")
    if lines[0].lstrip(" ").startswith("#"):
        title = lines.pop(0).lstrip(" ").lstrip("#").strip()
        bare = title.rstrip("#")
        title = bare.rstrip() if bare[-1:] in ("", " ", "\t") else title
    else:
        under = next(at for at, line in enumerate(lines) if at and _UNDERLINE.fullmatch(line))
        title, lines = " ".join(lines[:under]), lines[under + 1 :]
    title = " ".join(title.split())
    found = _ID.search(title)
    if found is None:
        return title, "", "\n".join(lines)
    return title[: found.start()].rstrip(), found[1], "\n".join(lines)


def is_closed(text: str) -> bool:
    """Whether what is written after a text is apart from it: no fence or box is left open."""
    if not any(sign in text for sign in _OPENERS):
        return True
    return blocks_of(f"{text}\n\n# x")[-1].title == "x"


def source_of(blocks: Sequence[Block]) -> str:
    """The text in Markdown again, each heading with its id."""
    return "\n\n".join(_written(block) for block in blocks) + "\n" if blocks else ""


def _written(block: Block) -> str:
    if not block.level:
        return block.text
    title = f"{'#' * block.level} {block.title} {{#{block.id}}}"
    return f"{title}\n\n{block.text}" if block.text else title


def named(
    blocks: Sequence[Block], gone: Collection[str], new_id: Callable[[], str]
) -> tuple[Block, ...]:
    """The blocks with an id each, none twice, none of those that are `gone`.

    Numbers that were typed are left to be computed.
    """
    seen = {OPENING, *gone}
    found = []
    for block in blocks:
        name = block.id
        if block.level:
            name = name if name and name not in seen else new_id()
            seen.add(name)
        found.append(block._replace(id=name, title=untyped(block.title)))
    return tuple(found)


def untyped(title: str) -> str:
    """A title without the number that somebody typed before it."""
    return _TYPED.sub("", title, count=1)


def numbered(blocks: Sequence[Block]) -> tuple[Numbered, ...]:
    """The blocks with their numbers: articles from 1 through the whole text, titles I, II…"""
    return tuple(_numbered(blocks))


def _numbered(blocks: Sequence[Block]) -> Iterator[Numbered]:
    top = min((one.level for one in blocks if one.level), default=0)
    is_named = sum(one.level == top for one in blocks if one.level) == 1
    titles: dict[int, int] = {}
    article = 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        kind = _kind(block, after)
        if kind == "title" and is_named and block.level == top:
            yield Numbered("name", "", block)
        elif kind == "title":
            titles = {level: n for level, n in titles.items() if level <= block.level}
            titles[block.level] = titles.get(block.level, 0) + 1
            yield Numbered(kind, roman(titles[block.level]), block)
        elif kind == "article":
            article += 1
            yield Numbered(kind, str(article), block)
        else:
            yield Numbered(kind, "", block)


def _kind(block: Block, after: Block | None) -> str:
    if not block.level:
        return "opening"
    said = _folded(block.title)
    if said.startswith(_PREAMBLE):
        return "preamble"
    if said.startswith(_ANNEX):
        return "annex"
    return "title" if after is not None and after.level > block.level else "article"


def roman(number: int) -> str:
    """A number in Roman figures, for titles: `IV`."""
    found = ""
    for value, figures in _ROMAN:
        while number >= value:
            found, number = found + figures, number - value
    return found


def anchor(block_id: str) -> str:
    """The identifier of a block in a page."""
    return PREFIX + block_id


def _folded(title: str) -> str:
    bare = unicodedata.normalize("NFKD", title.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).lstrip("*_ ")
