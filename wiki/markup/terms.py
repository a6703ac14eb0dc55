"""Words that carry an explanation: the page's own `*[ESS]: économie sociale…` and given ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            if first := _WORD.search(word):
                self._by_first.setdefault(first.group(), []).append(word)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each occurrence as (start, end, word), in order, without overlap."""
        end = 0
        if not self._by_first:
            return
        for found in _WORD.finditer(text):
            if found.start() < end or found.group() not in self._by_first:
                continue
            for word in self._by_first[found.group()]:
                start = found.start() - _lead(word)
                if start >= end and _stands(text, word, start):
                    end = start + len(word)
                    yield start, end, word
                    break


def _lead(word: str) -> int:
    first = _WORD.search(word)
    return first.start() if first else 0


def _stands(text: str, word: str, start: int) -> bool:
    after = start + len(word)
    return text.startswith(word, start) and not text[after : after + 1].isalnum()
