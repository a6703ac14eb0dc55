"""What a person typed, as the stems a page must have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from wiki.language.analyser import stem_of, word_stems
from wiki.language.lexicon import lexicon
from wiki.language.synonyms import Expression, Synonyms
from wiki.language.words import words

MOST_TERMS = 32

# French endings that a person may be in the middle of: « coopérati » is to become « coopération ».
_ENDINGS = (
    *("s", "e", "er", "ement", "ment", "ation", "ition", "ion", "ateur", "atrice", "eur", "euse"),
    *(
        "ence",
        "ences",
        "ance",
        "ances",
        "ant",
        "ants",
        "if",
        "ive",
        "ivement",
        "ique",
        "ite",
        "able",
    ),
)
_SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One stem to find, or its beginning if `prefix`; an alternative needs all of its stems.

    `written` is the word as it was typed, in lower case: where to look first.
    """

    stem: str
    prefix: bool = False
    alternatives: tuple[Expression, ...] = ()
    written: str = field(default="", compare=False)

    def accepts(self, stem: str) -> bool:
        """Say whether a word of this stem answers the term, or takes part in an alternative."""
        if stem == self.stem or (self.prefix and stem.startswith(self.stem)):
            return True
        return any(stem in expression for expression in self.alternatives)

    def found_in(self, page: Collection[str]) -> bool:
        """Say whether the stems of a page answer the term."""
        if self.stem in page or (self.prefix and any(s.startswith(self.stem) for s in page)):
            return True
        return any(all(stem in page for stem in e) for e in self.alternatives)


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a search, all of which a page must have; without terms nothing is found."""

    terms: tuple[Term, ...] = ()

    def matches(self, stems: Collection[str]) -> bool:
        """Say whether a page of these stems answers the query, the rule for every engine."""
        return bool(self.terms) and all(term.found_in(stems) for term in self.terms)


def query(text: str, *, typing: bool = False, synonyms: Synonyms | None = None) -> Query:
    """Analyse what a person typed, `typing` when the last word may be unfinished.

    Each stem is kept once, and at most `MOST_TERMS` of them.
    """
    typed = words(text)
    unfinished = typed.pop() if typing and typed and typed[-1].end == len(text) else None
    found = [(stem, word) for word in typed for stem in word_stems(word.text)]
    if unfinished:
        last = _unfinished_stem(unfinished.text, alone=not found)
        found += [(stem, unfinished) for stem in last]
    alternatives = (synonyms or Synonyms()).alternatives([stem for stem, _ in found])
    terms: dict[str, Term] = {}
    for position, (stem, word) in enumerate(found):
        prefix = word is unfinished and position == len(found) - 1
        if stem not in terms or prefix:
            written = text[word.start : word.end].lower()
            terms[stem] = Term(stem, prefix, alternatives[position], written)
    return Query(tuple(terms.values())[:MOST_TERMS])


def _unfinished_stem(word: str, *, alone: bool) -> tuple[str, ...]:
    """Return the stems of a word being typed, the last one a beginning of the whole word's stem."""
    if word in lexicon().stop_words:
        # « le » alone may become « lecture »; after other words it is only an article.
        return (word,) if alone else ()
    if word in lexicon().words:
        return word_stems(word)
    return (_beginning(word),)


@lru_cache(maxsize=4_096)
def _beginning(word: str) -> str:
    """Return the shortest of them: some thirty words are stemmed for one, at each letter typed."""
    return min(_beginnings(word), key=len)


def _beginnings(word: str) -> Iterator[str]:
    """Yield what `word` shares with its own stem and with the stems of the words it may become."""
    yield word
    for ending in ("", *_ENDINGS):
        for typed in range(len(ending) + 1):
            if word.endswith(ending[:typed]):
                shared = _shared_start(word, stem_of(word + ending[typed:]))
                if len(shared) >= _SHORTEST_PREFIX:
                    yield shared


def _shared_start(one: str, other: str) -> str:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)
