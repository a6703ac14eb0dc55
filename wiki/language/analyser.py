"""The one French analyser: text in, stems with their places out, the same for all engines.

A word goes through elision, folding, stop words, lexicon, families, then the French Snowball
stemmer (https://snowballstem.org/algorithms/french/stemmer.html).
Folding comes before stemming, otherwise accented and unaccented spellings of a word part ways.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from Stemmer import Stemmer

from wiki.language.lexicon import lexicon
from wiki.language.words import LONGEST_WORD, cut_open

SIREN, SIRET = 9, 14  # digits
#: Longest piece of text whose tokens are remembered, in characters, and how many are.
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 32, 32_768
#: Stems, each with where it begins and ends in its piece.
_Tokens = tuple[tuple[str, int, int], ...]

_stemmer = Stemmer("french", 0)  # no memory of its own: words are remembered here
# The stemmer keeps the word it works on in itself, so two threads may not use it at once.
_stemmer_lock = threading.Lock()


class Token(NamedTuple):
    """A stem (letters and digits only) standing for `text[start:end]` of the analysed text."""

    stem: str
    start: int
    end: int


def analyse(text: str) -> list[Token]:
    """Return the tokens of `text` in order, several in one place for a word of several stems."""
    return [
        Token(stem, at + start, at + end)
        for at, found in _pieces(text)
        for stem, start, end in found
    ]


def stems(text: str) -> str:
    """Return the stems of `text` separated by spaces: the column that search engines index."""
    return " ".join(filter(None, pieces(text)[1]))


def pieces(text: str) -> tuple[list[str], list[str]]:
    """Return what stands between the spaces of `text`, and the stems of each, separated by spaces.

    A word that goes on after a space has its stems where it begins.
    """
    written, said = _cut(text)
    for run in _runs(written, said):
        said[run.first : run.last] = _read_at_once(text, written, run)
    return written, cast("list[str]", said)


def _pieces(text: str) -> Iterator[tuple[int, _Tokens]]:
    """The tokens of what stands between spaces, and where that begins."""
    written, said = _cut(text)
    runs = {run.first: run for run in _runs(written, said)}
    at = which = 0
    while which < len(written):
        run = runs.get(which)
        piece = text[run.begin : run.end] if run else written[which]
        yield at, _analysed(piece)[0]
        at, which = at + len(piece) + 1, run.last if run else which + 1


def _cut(text: str) -> tuple[list[str], list[str | None]]:
    written = text.replace("\n", " ").split(" ")
    return written, [*map(_stems.__getitem__, written)]


class _Run(NamedTuple):
    """Pieces that are read in one go, from `first` to before `last`: `text[begin:end]`."""

    first: int
    last: int
    begin: int
    end: int


def _runs(written: Sequence[str], said: Sequence[str | None]) -> Iterator[_Run]:
    """What is read in one go: the last word of a piece may go on after the space."""
    number, last, end = len(written), 0, -1
    said = [*said, None]
    while (first := said.index(None, last)) < number:
        begin = end + 1 + sum(map(len, written[last:first])) + first - last
        last = first + 1
        while last < number and said[last] is None:
            last += 1
        last = min(last + 1, number)
        end = begin + sum(map(len, written[first:last])) + last - first - 1
        yield _Run(first, last, begin, end)


def _read_at_once(text: str, written: Sequence[str], run: _Run) -> list[str]:
    """The stems of each piece of a run. It is read as it is written: no number goes on below."""
    found: list[list[str]] = [[] for _ in range(run.first, run.last)]
    which, end = 0, len(written[run.first])
    for stem, start, _ in _analysed(text[run.begin : run.end])[0]:
        while start > end:
            which += 1
            end += 1 + len(written[run.first + which])
        found[which].append(stem)
    return [" ".join(stems_) for stems_ in found]


def _read(piece: str) -> tuple[_Tokens, bool]:
    """The tokens of a piece, and whether its last word may go on."""
    found, is_open = cut_open(piece)
    tokens = [(stem, start, end) for word, start, end in found for stem in word_stems(word)]
    return tuple(tokens), is_open


_remembered = lru_cache(maxsize=4_096)(_read)


def _analysed(piece: str) -> tuple[_Tokens, bool]:
    return (_remembered if len(piece) <= _LONGEST_REMEMBERED else _read)(piece)


class _Stems(dict[str, str | None]):
    """The stems of each piece, separated by spaces; None of one whose last word may go on.

    A page has a thousand pieces, and most have been met: texts are written with the same words,
    and each comes with few signs around it. One string for each is all that a save touches: with
    more, most of its time went to fetching them from memory.
    """

    def __missing__(self, piece: str) -> str | None:
        found, is_open = _read(piece)
        said = None if is_open else " ".join([stem for stem, _, _ in found])
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[piece] = said
        return said


_stems = _Stems()


@lru_cache(maxsize=16_384)
def word_stems(word: str) -> tuple[str, ...]:
    """Return the stems of one folded word; none for a stop word."""
    known = lexicon()
    if word in known.stop_words:
        return ()
    return (*map(stem_of, known.words.get(word, (word,))), *_company(word))


def stem_of(word: str) -> str:
    """Return the stem of one folded word, be it a stop word or not."""
    family = lexicon().family(word)
    if family is not None:
        return family
    # The rules are about French words; a number or an endless word is kept as it is.
    if not word.isalpha() or len(word) >= LONGEST_WORD:
        return word
    with _stemmer_lock:
        return str(_stemmer.stemWord(word)) or word


def _company(word: str) -> tuple[str, ...]:
    """Return the SIREN inside a SIRET, so that either number finds the organisation."""
    return (word[:SIREN],) if len(word) == SIRET and word.isdigit() else ()
