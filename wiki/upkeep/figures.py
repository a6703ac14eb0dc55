"""The figures of a text that nothing near them gives a source: percentages, sums, surfaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wiki.markup.document import Document, Token

#: Longest sentence that is told, in characters.
LONGEST = 160
_BLANK = r"[ \u00a0\u202f]"
#: The last digit of a number, and its unit: what stands before is not read again and again.
_FIGURE = re.compile(
    rf"\d{_BLANK}?(?:%|[kM]?€|m²|(?:pour cent|euros?|millions?|milliards?)\b)", re.ASCII
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
#: What leads to a source, beside the figure.
_LEADS = frozenset({"link", "page_link", "footnote_ref"})
_PARAGRAPHS = frozenset({"paragraph", "block_text"})
#: A quotation says what another said; a note is a source; a table has one for all its cells.
_APART = frozenset({"block_quote", "footnotes", "table", "heading", "block_code"})


def unsourced(document: Document) -> Iterator[str]:
    """The sentences that say a figure in a paragraph without link or note, in their order.

    None where a source stands for the whole text.
    """
    if not _FIGURE.search(document.source) or any(not one.key for one in document.sources):
        return
    for paragraph in _paragraphs(document.tokens):
        inside = paragraph.get("children", ())
        if not any(_leads(one) for one in inside):
            yield from (
                _short(said) for said in _SENTENCE.split(_words(inside)) if _FIGURE.search(said)
            )


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Token]:
    for one in tokens:
        if one["type"] in _PARAGRAPHS:
            yield one
        elif one["type"] not in _APART:
            yield from _paragraphs(one.get("children", ()))


def _leads(token: Token) -> bool:
    return token["type"] in _LEADS or any(map(_leads, token.get("children", ())))


def _words(tokens: Sequence[Token]) -> str:
    return "".join(
        _words(one["children"]) if one.get("children") else str(one.get("raw", " "))
        for one in tokens
    )


def _short(sentence: str) -> str:
    said = " ".join(sentence.split(" ")).strip()
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + "…"
