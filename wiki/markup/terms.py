"""Words that carry an explanation: the page's own `*[ESS]: économie sociale…` and given ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
#: Signs after its first letters by which a word is told from others.
_AHEAD = 3


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


#: How long a word is, and what it has before its first letters.
_Shape = tuple[int, int]


class Finder:
    """Finds whole words of a set in texts, longest first, in time linear in the text.

    `beyond` finds other words: those of all pages, with a page's own.
    """

    def __init__(self, words: Iterable[str], beyond: Finder | None = None) -> None:
        self._words = {word for word in words if _WORD.search(word) and len(word) <= MAX_LENGTH}
        self._beyond = beyond
        #: By their first letters, then by the signs that follow these, "" for all that are short:
        #: many begin alike, « espace de coworking », and few go on alike.
        self._shapes: dict[str, dict[str, list[_Shape]]] = {}
        for word in self._words:
            first, start = _first(word)
            ahead = word[start + len(first) : start + len(first) + _AHEAD]
            shapes = self._shapes.setdefault(first, {"": []})
            known = shapes.setdefault(ahead if len(ahead) == _AHEAD else "", [])
            if (len(word), start) not in known:
                known.append((len(word), start))
        for shapes in self._shapes.values():
            for ahead, found in shapes.items():
                if ahead:
                    found.extend(shapes[""])
                found.sort(reverse=True)

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._shapes or self._beyond)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each occurrence as (start, end, word), in order, without overlap."""
        end = 0
        for found in _WORD.finditer(text):
            first, stop = found.group(), found.end()
            if not self.begins(first) or (at := found.start()) < end:
                continue
            for length, lead in self.shapes_from(first, text[stop : stop + _AHEAD]):
                start = at - lead
                word = text[start : start + length] if start >= end else ""
                if word in self and not text[start + length : start + length + 1].isalnum():
                    end = start + len(word)
                    yield start, end, word
                    break

    def __contains__(self, word: str) -> bool:
        """Whether it is one of the words."""
        return word in self._words or (self._beyond is not None and word in self._beyond)

    def begins(self, first: str) -> bool:
        """Whether some of the words begin with these letters."""
        beyond = self._beyond
        return first in self._shapes or (beyond is not None and beyond.begins(first))

    def shapes_from(self, first: str, ahead: str) -> Sequence[_Shape]:
        """How long the words are that begin so, and what they have before it; longest first."""
        by_ahead = self._shapes.get(first)
        shapes = (by_ahead.get(ahead) or by_ahead[""]) if by_ahead else ()
        others = self._beyond.shapes_from(first, ahead) if self._beyond else ()
        return sorted({*shapes, *others}, reverse=True) if shapes and others else shapes or others


#: The finder of the words that were asked for last: those of a wiki are the same for all its pages.
_last: tuple[Mapping[str, object], Finder] | None = None


def finder_of_all(words: Mapping[str, object]) -> Finder:
    """The finder of the words of all pages; the mapping is never changed."""
    global _last  # noqa: PLW0603 - one value, whole or not there
    known = _last
    if known is None or known[0] is not words:
        known = _last = words, Finder(words)
    return known[1]


@lru_cache(maxsize=64)
def finder_of(words: frozenset[str], beyond: Finder | None = None) -> Finder:
    """The finder of a set of words."""
    return Finder(words, beyond)


def _first(word: str) -> tuple[str, int]:
    found = _WORD.search(word)
    return (found.group(), found.start()) if found else ("", 0)
