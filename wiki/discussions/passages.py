"""Passages of a text: its blocks, where a quotation stands, what became of it in a later text.

A passage is followed by the block it stood in: that very block, wherever it moved, or what the
block became, as long as the quotation and what is around it are still there. It is never looked
for anywhere else: the same words elsewhere are not the same passage.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from wiki.merge.sequence import Change, Run, changes, kept

#: Longest quotation, in characters.
LONGEST = 4_000
#: Characters kept before and after a quotation.
AROUND = 40
#: Least signs around, or of the quotation itself, by which it is known in a block that changed.
KNOWN_BY, LONG = 12, 40

#: What the names of the blocks of a text begin with.
_OF_TEXT = "b-"
#: What stands between the label of a part and what it says.
_AFTER_LABEL = "\u00a0: "
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,}|:{3,})")
_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
# No class crosses the sign that it begins with: a line of 200,000 brackets is read once.
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]\n]+)\]\]")
_INLINE_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_NOTE = re.compile(r"\[\^[^\[\]\n]+\]")
_MARKER = r"(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t])?|\d{1,9}[.)][ \t]+)"
_START = re.compile(rf"^[ \t]*{_MARKER}+", re.MULTILINE)
#: The line under the head of a table, or between two parts; it never gives back what it took.
_RULE = re.compile(r"^[|: \t-]++$", re.MULTILINE)
_MARKS = re.compile(r"[*_`~]{1,3}|^:{3,}.*$|\|", re.MULTILINE)
_SAME = str.maketrans({"’": "'", "‘": "'", "…": "..."})
_UNSEEN = re.compile(r"[\s*_`~|\\]")


@dataclass(frozen=True)
class Block:
    """A block of a text: a paragraph, an item, a heading, a box… `id` says what it reads.

    `start` and `end` are offsets in the source; `text` is what is read, `bare` its signs alone.
    Blocks that read the same are numbered: `b-0123456789`, `b-0123456789-2`… A part that stands
    beside the text has no source, and the name that its subject gave it.
    """

    id: str
    start: int
    end: int
    source: str
    text: str
    bare: str

    @property
    def is_part(self) -> bool:
        """Whether it stands beside the text."""
        return is_part(self.id)


@dataclass(frozen=True)
class Quoted:
    """A quotation in a block of a text, with what is read just before and after it there."""

    block: str
    quote: str
    before: str = ""
    after: str = ""


def is_part(name: str) -> bool:
    """Whether a block of this name stands beside the text."""
    return not name.startswith(_OF_TEXT)


def part_block(name: str, label: str, text: str) -> Block:
    """What stands beside a text, read on one line."""
    read = f"{' '.join(label.split())}{_AFTER_LABEL}{' '.join(text.split())}"
    return Block(name, 0, 0, "", read, fold(read))


def says(part: Block, quote: str) -> bool:
    """Whether a quotation stands in what is beside a text, whose label may have changed since."""
    value = part.text.partition(_AFTER_LABEL)[2]
    return fold(quote) in part.bare or quote.partition(_AFTER_LABEL)[2] == value


@lru_cache(16)
def blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a text, in order."""
    found: list[Block] = []
    seen: Counter[str] = Counter()
    for start, end in _extents(source):
        piece = source[start:end]
        text = plain(piece)
        bare = fold(text)
        if not bare:
            continue
        name = f"{_OF_TEXT}{hashlib.sha256(bare.encode('utf-8', 'replace')).hexdigest()[:10]}"
        seen[name] += 1
        numbered = name if seen[name] == 1 else f"{name}-{seen[name]}"
        found.append(Block(numbered, start, end, piece, text, bare))
    return tuple(found)


def _extents(source: str) -> list[tuple[int, int]]:
    """Where each block begins and ends, its last line end left out."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    fence, at = "", 0

    def close(end: int) -> None:
        nonlocal start
        if start is not None and end > start:
            found.append((start, start + len(source[start:end].rstrip())))
        start = None

    for line in source.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip(" `~:\n"):
                close(at + len(line))
                fence = ""
        elif not line.strip():
            close(at)
        elif mark or _HEADING.match(line) or _ITEM.match(line):
            close(at)
            start, fence = at, mark[1] if mark else ""
            if _HEADING.match(line):
                close(at + len(line))
        elif start is None:
            start = at
        at += len(line)
    close(at)
    return found


def plain(source: str) -> str:
    """What is read of a text, on one line."""
    text = _NOTE.sub("", _RULE.sub("", source))
    text = _INLINE_LINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _START.sub("", text)
    return " ".join(_MARKS.sub(" ", text).split())


def fold(text: str) -> str:
    """The signs of a text alone: no space, no mark, one apostrophe, one ellipsis."""
    return _UNSEEN.sub("", text.translate(_SAME))


def find(found: Sequence[Block], quote: str, before: str = "", after: str = "") -> Quoted | None:
    """The one place where a quotation stands, what is around it deciding; None when in doubt."""
    wanted, head, tail = fold(quote), fold(before), fold(after)
    if not wanted:
        return None
    holding = [block for block in found if wanted in block.bare]
    near = [block for block in holding if head + wanted + tail in block.bare]
    chosen = near or holding
    return quoted(chosen[0], quote, before) if len(chosen) == 1 else None


def whole(found: Sequence[Block], quote: str) -> Quoted | None:
    """The one block that reads as a quotation, from end to end; None when in doubt."""
    reading = [block for block in found if block.bare and block.bare == fold(quote)]
    return Quoted(reading[0].id, reading[0].text) if len(reading) == 1 else None


def quoted(block: Block, quote: str, before: str = "") -> Quoted | None:
    """A quotation in a block with what is around it; None when it does not stand there."""
    wanted, head = fold(quote), fold(before)
    at = block.bare.find(head + wanted)
    at = at + len(head) if at >= 0 else block.bare.find(wanted)
    if at < 0 or not wanted:
        return None
    start, end = _spread(block.text, at, at + len(wanted))
    return Quoted(
        block.id,
        block.text[start:end],
        block.text[max(0, start - AROUND) : start],
        block.text[end : end + AROUND],
    )


def _spread(text: str, first: int, last: int) -> tuple[int, int]:
    """Where signs number `first` to `last` of the folded text stand in the text as it is read."""
    places: list[int] = []
    for place, sign in enumerate(text):
        places += [place] * len(fold(sign))
    end = places[last - 1] + 1
    return places[first], end


class Way:
    """The way from the blocks of a text to those of a newer one, looked for once."""

    def __init__(self, old: str, new: str) -> None:
        self._before, self._after = blocks(old), blocks(new)
        self._left = [block.bare for block in self._before]
        self._right = [block.bare for block in self._after]
        self._numbers = {block.id: at for at, block in enumerate(self._before)}
        #: Of each block, how many read the same before it.
        self._ranks: list[int] = []
        self._counts: Counter[str] = Counter()
        for bare in self._left:
            self._ranks.append(self._counts[bare])
            self._counts[bare] += 1
        self._same: dict[str, list[int]] = {}
        for at, bare in enumerate(self._right):
            self._same.setdefault(bare, []).append(at)

    @cached_property
    def _runs(self) -> list[Run]:
        return list(kept(self._left, self._right))

    @cached_property
    def _changes(self) -> list[Change]:
        return changes(self._left, self._right)

    def to(self, passage: Quoted) -> str | None:
        """The block of the new text where a passage of the old one stands; None: it is gone."""
        at = self._numbers.get(passage.block)
        if at is None:
            return None
        same = self._same.get(self._left[at], [])
        if same and len(same) == self._counts[self._left[at]]:
            return self._after[same[self._ranks[at]]].id
        for run in self._runs:
            if run.old_start <= at < run.old_start + run.length:
                return self._after[run.new_start + at - run.old_start].id
        for change in self._changes:
            if change.old_start <= at < change.old_end:
                became = self._after[change.new_start : change.new_end]
                holding = [block for block in became if _stands_in(block, passage)]
                return holding[0].id if len(holding) == 1 else None
        return None


def followed(passage: Quoted, old: str, new: str) -> str | None:
    """The block of the new text where a passage of the old one still stands; None: it is gone."""
    return Way(old, new).to(passage)


def _stands_in(block: Block, passage: Quoted) -> bool:
    """Whether a block that was changed still holds the passage, known by what is around it."""
    quote, head, tail = fold(passage.quote), fold(passage.before), fold(passage.after)
    known = [quote] if len(quote) >= LONG else []
    known += [head[-KNOWN_BY:] + quote] if len(head) >= KNOWN_BY else []
    known += [quote + tail[:KNOWN_BY]] if len(tail) >= KNOWN_BY else []
    return any(block.bare.count(signs) == 1 for signs in known)


def replaced(source: str, block_id: str, becomes: str) -> str | None:
    """The text with another one for a block; None when it has no such block."""
    block = next((one for one in blocks(source) if one.id == block_id), None)
    if block is None:
        return None
    return source[: block.start] + becomes.strip("\n") + source[block.end :]
