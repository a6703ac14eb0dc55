"""The one French analyser: text in, stems with their places out, the same for all engines.

A word goes through elision, folding, stop words, lexicon, families, then the French Snowball
stemmer (https://snowballstem.org/algorithms/french/stemmer.html).
Folding comes before stemming, otherwise accented and unaccented spellings of a word part ways.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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


def places(text: str, most: int) -> dict[str, list[int]]:
    """Return where each stem of `text` stands, in order of appearance: the first `most` places."""
    found: dict[str, list[int]] = {}
    for at, tokens in _pieces(text):
        for stem, start, _ in tokens:
            if stem not in found:
                found[stem] = [at + start]
            elif len(known := found[stem]) < most:
                known.append(at + start)
    return found


def stems(text: str) -> str:
    """Return the stems of `text` separated by spaces: the column that search engines index."""
    return " ".join([stem for _, tokens in _pieces(text) for stem, _, _ in tokens])


def _pieces(text: str) -> Iterator[tuple[int, _Tokens]]:
    """The tokens of what stands between spaces, and where that begins.

    A piece whose last word may go on after the space is read with what follows, in one go.
    """
    at, began = 0, -1
    for piece in text.replace("\n", " ").split(" "):
        tokens, is_open = _read[piece]
        if is_open or began >= 0:
            began = at if began < 0 else began
            if not is_open:
                yield began, _read[text[began : at + len(piece)]][0]
                began = -1
        elif tokens:
            yield at, tokens
        at += len(piece) + 1
    if began >= 0:
        yield began, _read[text[began:]][0]


def _analysed(piece: str) -> tuple[_Tokens, bool]:
    """The tokens of a piece, and whether its last word may go on."""
    found, is_open = cut_open(piece)
    tokens = [(stem, start, end) for word, start, end in found for stem in word_stems(word)]
    return tuple(tokens), is_open


class _Read(dict[str, tuple[_Tokens, bool]]):
    """What each piece was read as: a page has a thousand, and most have been met.

    Texts are written with the same words, and each comes with few signs around it.
    """

    def __missing__(self, piece: str) -> tuple[_Tokens, bool]:
        read = _analysed(piece)
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[piece] = read
        return read


_read = _Read()


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
