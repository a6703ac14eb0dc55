"""Which revisions wrote what a block of a page reads: the page's HTML laid beside its source.

A block is looked for in the source from where the one before ended, by its letters and figures
alone. What is not found there, such as another page shown in this one, is nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from wiki.merge.attribution import Share
from wiki.pages.credits import told_by

#: Elements inside which text follows on; the others part it.
_INLINE = r"a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var"
_UNREAD = re.compile(
    r'<sup class="footnote-ref".*?</sup>|<a class="(?:anchor|section-edit)".*?</a>'
    r'|<span class="visually-hidden">.*?</span>|<nav\b.*?</nav>',
    re.DOTALL,
)
_APART = re.compile(rf"<(?!/?(?:{_INLINE})\b)[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_UNSAID = re.compile(r"[\W_]+")
# Of a link, what is read; no class crosses the sign that it begins with.
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]\n]+)\]\]")
_INLINE_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_NOTE = re.compile(r"\[\^[^\[\]\n]+\]")
#: How far ahead a piece may stand: a short one could be anywhere.
_SHORT, _NEAR, _FAR = 12, 80, 1_500


def sources_of(
    blocks: Iterable[str], lines: Sequence[Sequence[Share]]
) -> Iterator[tuple[int, ...]]:
    """For each block of HTML, the sources of its lines in the text, the newest revision first.

    `lines` are those of the source, each with who wrote what of it.
    """
    source, starts = _signs_of(lines)
    cursor = 0
    for block in blocks:
        found: set[int] = set()
        for piece in pieces(block):
            reach = len(piece) + (_NEAR if len(piece) < _SHORT else _FAR)
            at = source.find(piece, cursor, cursor + reach)
            if at < 0:
                continue
            cursor = at + len(piece)
            for line in lines[bisect_right(starts, at) - 1 : bisect_right(starts, cursor - 1)]:
                found |= {share.revision for share in line if share.text.strip()}
        yield tuple(sorted(found, key=told_by, reverse=True))


def pieces(block: str) -> Iterator[str]:
    """The letters and figures that a block reads, apart where its elements part them."""
    for part in _APART.split(_UNREAD.sub("", block)):
        if read := _signs(unescape(_TAG.sub("", part))):
            yield read


def _signs_of(lines: Sequence[Sequence[Share]]) -> tuple[str, list[int]]:
    """The letters and figures of the whole source, and where those of each line begin."""
    found: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        text = "".join(share.text for share in line)
        text = _LINK.sub(r"\1", _INLINE_LINK.sub(r"\1", _NOTE.sub("", text)))
        starts.append(length)
        found.append(_signs(text))
        length += len(found[-1])
    return "".join(found), starts


def _signs(text: str) -> str:
    return _UNSAID.sub("", text).casefold()
