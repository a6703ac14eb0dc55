"""A page cut into its blocks, and what is done to one of them, on plain values.

The text stays the truth: a block is a piece of it, and to arrange blocks is to write it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2s
from itertools import pairwise, takewhile
from typing import NamedTuple

from wiki.kernel.errors import Conflict, Invalid
from wiki.markup.directives import Directive, Registry, outermost
from wiki.markup.document import Call, Document
from wiki.markup.parse import parse
from wiki.pages.filing import DIRECTIVE as FILED

BLOCK = Directive(
    "bloc",
    ("block",),
    {"width": ("largeur",)},
    "markdown",
    "Un bloc d’une page d’accueil ou d’un portail, avec son titre.",
)
HIDDEN = Directive(
    "masqué",
    ("masque", "hidden"),
    {},
    "source",
    "Un bloc mis de côté : il reste dans le texte, rien n’en est montré.",
)
#: Always a block of their own, even under a heading.
_APART = (BLOCK.name, HIDDEN.name, FILED.name)
#: What is done to one block.
DEEDS = ("up", "down", "remove", "hide", "show", "half", "whole")
#: What `:largeur:` may say to share its line with another block.
_HALVES = ("moitié", "moitie", "half")
_HALF = ":largeur: moitié"
_OPTION = re.compile(r":[\w-]{1,40}:")
_WIDTH = re.compile(r":(?:largeur|width):", re.IGNORECASE)
_FENCES = re.compile(r"^ {0,3}(:{3,})", re.MULTILINE)
_MARKS = re.compile(r"[*_`#>\[\]|]+")
#: Longest name shown of a block, in characters.
NAME_LENGTH = 80
TITLE_LENGTH = 100


class Piece(NamedTuple):
    """A block: its text, the directive that it is, "" for free text, and what it is called.

    `key` names it in a form for as long as its text stays; `shows` is the directive that it holds,
    "" for words; `has_heading` says that it begins with one, and holds whatever comes after it.
    """

    key: str
    text: str
    name: str
    title: str
    shows: str = ""
    is_hidden: bool = False
    is_half: bool = False
    has_heading: bool = False


def pieces(text: str, registry: Registry) -> list[Piece]:
    """The blocks of a text, in their order."""
    document = parse(text, registry)
    edges = _edges(document, registry)
    parts = [document.source[start:end] for start, end in pairwise(edges)]
    found: list[Piece] = []
    times: dict[str, int] = {}
    for part in parts:
        if said := part.strip("\n"):
            sum_ = blake2s(said.encode(), digest_size=6).hexdigest()
            times[sum_] = number = times.get(sum_, 0) + 1
            found.append(_piece(f"{sum_}-{number}", said, registry))
    return found


def _edges(document: Document, registry: Registry) -> list[int]:
    source = document.source
    headings = [one.start for one in document.headings if one.start is not None]
    first = min(headings, default=len(source))
    edges = {0, len(source), *headings}
    for one in outermost(registry, source):
        begins_line = source[one.start : one.start + 1] == ":"
        if begins_line and (one.name in _APART or one.start < first):
            edges |= {one.start, one.end}
    return sorted(edges)


def _piece(key: str, text: str, registry: Registry) -> Piece:
    document = parse(text, registry)
    call = next((one for one in document.calls if one.source.strip("\n") == text), None)
    if call and call.name in (HIDDEN.name, BLOCK.name):
        inner = (pieces(call.body, registry) or [Piece("", "", "", "")])[0]
        if call.name == HIDDEN.name:
            return Piece(key, text, HIDDEN.name, inner.title, inner.shows, is_hidden=True)
        title = call.argument or inner.title
        return Piece(key, text, BLOCK.name, title, inner.shows, is_half=is_half(call))
    if call:
        return Piece(key, text, call.name, _cut(call.argument), call.name)
    opening = [one for one in document.headings if one.start == 0]
    title = _cut(opening[0].text) if opening else _name_of(document.body_text)
    shows = next((one.name for one in document.calls if one.known), "")
    return Piece(key, text, "", title, shows, has_heading=bool(opening))


def is_half(call: Call) -> bool:
    """Whether a block shares its line with another one."""
    return call.options.get("width", "").casefold() in _HALVES


def _name_of(text: str) -> str:
    """The first words of a text, for it to be told from others."""
    lines = (_MARKS.sub("", line).strip(" :{}-\t") for line in text.splitlines())
    return _cut(next((line for line in lines if line), ""))


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= NAME_LENGTH else words[: NAME_LENGTH - 1].rstrip() + "…"


def joined(found: Sequence[Piece]) -> str:
    """The text of a page from its blocks; free text that would join another one is boxed."""
    texts: list[str] = []
    is_open = is_text = False
    for piece in found:
        is_free = not piece.has_heading and piece.name not in _APART
        joins = is_free and (is_open or (is_text and not piece.name))
        texts.append(boxed(piece.text) if joins else piece.text)
        is_open, is_text = piece.has_heading, not (piece.name or joins)
    return "\n\n".join(texts) + "\n" if texts else ""


def whole(found: Sequence[Piece], registry: Registry) -> str:
    """The same, once it is sure that none of them swallows another. Raises `Invalid`."""
    text = joined(found)
    if len(pieces(text, registry)) < len(found):
        raise Invalid("portal_block_open")
    return text


def boxed(text: str, name: str = BLOCK.name, title: str = "", options: str = "") -> str:
    """A text in a directive whose fence is longer than any that it holds."""
    longest = max((len(one) for one in _FENCES.findall(text)), default=3)
    fence = ":" * (longest + 1)
    head = f"{name} {title}".strip()
    return f"{fence}{{{head}}}\n{options}\n{text}\n{fence}"


def arranged(found: Sequence[Piece], deed: str, key: str, registry: Registry) -> list[Piece]:
    """The blocks once a deed is done to one of them. Raises `Conflict` when it is not there."""
    blocks = list(found)
    at = next((at for at, one in enumerate(blocks) if one.key == key), None)
    if at is None or deed not in DEEDS:
        raise Conflict("portal_block_gone")
    if deed in ("up", "down"):
        to = max(0, min(len(blocks) - 1, at + (1 if deed == "down" else -1)))
        blocks.insert(to, blocks.pop(at))
    elif deed == "remove":
        blocks[at : at + 1] = []
        if 0 < at < len(blocks) and all(_is_words(one) for one in blocks[at - 1 : at + 1]):
            whole = "\n\n".join(one.text for one in blocks[at - 1 : at + 1])
            blocks[at - 1 : at + 1] = [blocks[at - 1]._replace(text=whole)]
    else:
        blocks[at] = _otherwise(blocks[at], deed, registry)
    return blocks


def _is_words(piece: Piece) -> bool:
    return not (piece.name or piece.has_heading)


def _otherwise(piece: Piece, deed: str, registry: Registry) -> Piece:
    """A block hidden, shown, or given another width."""
    if deed == "hide" and not piece.is_hidden:
        return piece._replace(text=boxed(piece.text, HIDDEN.name), name=HIDDEN.name)
    if deed == "show" and piece.is_hidden:
        call = next(one for one in parse(piece.text, registry).calls if one.name == HIDDEN.name)
        inner = pieces(call.body, registry)
        shown = inner[0] if len(inner) == 1 else piece._replace(name="")
        return shown._replace(text=call.body.strip("\n"))
    if deed in ("half", "whole") and piece.name == BLOCK.name:
        head, *lines = piece.text.split("\n")
        options = list(takewhile(_OPTION.match, lines))
        kept = [one for one in options if not _WIDTH.match(one)]
        width = [_HALF] if deed == "half" else []
        return piece._replace(text="\n".join((head, *width, *kept, *lines[len(options) :])))
    raise Conflict("portal_block_gone")


def made(body: str, title: str, registry: Registry, *, is_narrow: bool = False) -> str:
    """A new block with this title around a text. Raises `Invalid` for what it could not hold."""
    title = " ".join(title.split())
    if len(title) > TITLE_LENGTH or re.search(r"[{}]", title):
        raise Invalid("portal_block_title", field="title", limit=TITLE_LENGTH)
    text = boxed(body.strip("\n"), title=title, options=f"{_HALF}\n" if is_narrow else "")
    # what is left open in it would swallow the rest of the page
    if [one.name for one in pieces(f"{text}\n\n---\n", registry)] != [BLOCK.name, ""]:
        raise Invalid("portal_block_text", field="of")
    return text


def with_block(found: Sequence[Piece], text: str, *, is_first: bool) -> list[Piece]:
    """The blocks with a new one, before them all or after those that are shown."""
    new = Piece("", text, BLOCK.name, "")
    at = len(found)
    while at and found[at - 1].name == FILED.name:
        at -= 1
    at = 0 if is_first else at
    return [*found[:at], new, *found[at:]]
