"""Words that carry an explanation: the page's own `*[ESS]: économie sociale…` and given ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from re import Match

from mistune import BlockParser, Markdown
from mistune.core import BlockState

#: Most abbreviations one text may define.
MAX_TERMS = 500
#: Longest word or group of words explained, in characters.
MAX_LENGTH = 80

_DEFINITION = (
    rf"^ {{0,3}}\*\[(?P<term_word>[^\[\]\n]{{1,{MAX_LENGTH}}})\]:"
    r"[ \t]*(?P<term_text>[^\n]*)(?:\n|$)"
)
_WORD = re.compile(r"\w+")


def parse_definition(_block: BlockParser, m: Match[str], state: BlockState) -> int:
    """Keep `*[word]: text` in the state; nothing is shown where it stands."""
    defined = state.env.setdefault("terms", {})
    word = m.group("term_word").strip()
    if word and len(defined) < MAX_TERMS:
        defined.setdefault(word, m.group("term_text").strip())
    state.append_token({"type": "blank_line"})
    return m.end()


def plugin(markdown: Markdown) -> None:
    """Add the definition rule to a parser; shown words are found when the text is rendered."""
    markdown.block.register("term", _DEFINITION, parse_definition, before="list")


class Finder:
    """Finds whole words of a set in texts, longest first, in time linear in the text.

    `beyond` finds other words: those of all pages, with a page's own.
    """

    def __init__(self, words: Iterable[str], beyond: Finder | None = None) -> None:
        self._words = {word for word in words if _WORD.search(word) and len(word) <= MAX_LENGTH}
        self._beyond = beyond
        lengths: dict[str, set[tuple[int, int]]] = {}
        for word in self._words:
            first, start = _first(word)
            lengths.setdefault(first, set()).add((len(word), start))
        self._shapes = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._shapes or self._beyond)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each occurrence as (start, end, word), in order, without overlap."""
        end = 0
        for found in _WORD.finditer(text):
            if found.start() < end:
                continue
            for length, lead in self.shapes_from(found.group()):
                start = found.start() - lead
                word = text[start : start + length] if start >= end else ""
                if word in self and not text[start + length : start + length + 1].isalnum():
                    end = start + length
                    yield start, end, word
                    break

    def __contains__(self, word: str) -> bool:
        """Whether it is one of the words."""
        return word in self._words or (self._beyond is not None and word in self._beyond)

    def shapes_from(self, first: str) -> Sequence[tuple[int, int]]:
        """How long the words are that begin so, and what they have before it; longest first."""
        shapes = self._shapes.get(first, ())
        others = self._beyond.shapes_from(first) if self._beyond else ()
        return sorted({*shapes, *others}, reverse=True) if shapes and others else shapes or others


@lru_cache(maxsize=64)
def finder_of(words: frozenset[str], beyond: Finder | None = None) -> Finder:
    """The finder of a set of words; those of all pages are the same for many."""
    return Finder(words, beyond)


def _first(word: str) -> tuple[str, int]:
    found = _WORD.search(word)
    return (found.group(), found.start()) if found else ("", 0)
