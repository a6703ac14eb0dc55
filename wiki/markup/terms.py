"""Words that carry an explanation: the page's own `*[ESS]: économie sociale…` and given ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    """Finds whole words of a set in texts, longest first, in time linear in the text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word for word in words if _WORD.search(word) and len(word) <= MAX_LENGTH}
        lengths: dict[str, set[tuple[int, int]]] = {}
        for word in self._words:
            first, start = _first(word)
            lengths.setdefault(first, set()).add((len(word), start))
        self._shapes = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._shapes)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each occurrence as (start, end, word), in order, without overlap."""
        end = 0
        for found in _WORD.finditer(text):
            if found.start() < end:
                continue
            for length, lead in self._shapes.get(found.group(), ()):
                start = found.start() - lead
                word = text[start : start + length] if start >= end else ""
                if word in self._words and not text[start + length : start + length + 1].isalnum():
                    end = start + length
                    yield start, end, word
                    break


@lru_cache(maxsize=64)
def finder_of(words: frozenset[str]) -> Finder:
    """The finder of a set of words; a glossary is the same for many pages."""
    return Finder(words)


def _first(word: str) -> tuple[str, int]:
    found = _WORD.search(word)
    return (found.group(), found.start()) if found else ("", 0)
