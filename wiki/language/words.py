"""Cutting a text into folded words, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wiki.language.folding import APOSTROPHES, HYPHENS, SOFT_HYPHEN, fold
from wiki.language.lexicon import lexicon

LONGEST_WORD = 64

_SPACE = "[ \u00a0\u202f\u2009]"
_LETTER = r"[^\W_]"
_FEMININE = "(?:e|ne|le|te|ve|se|ive|[eè]re|euse|t?rice|esse)s?"
_WORD = re.compile(
    rf"""
    (?P<number> (?<!{_LETTER}) (?:
        \d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}}    # SIRET
      | 0\d (?:[ .\u00a0\u202f]\d\d){{4}}                       # telephone
      | \d{{1,3}} (?:{_SPACE}\d{{3}})+                          # thousands
    ) (?!{_LETTER}) )
  | (?P<elision> (?<!{_LETTER})
      (?:[ldmtsncj] | (?:jusqu|lorsqu|puisqu|quoiqu|qu)) [{APOSTROPHES}] (?=[^\W\d_]) )
  | (?P<word> {_LETTER}(?:{_LETTER} | [\u0300-\u036f{SOFT_HYPHEN}])* )
    (?: [·‧•] (?:{_FEMININE}|s) (?!{_LETTER}) )*                # adhérent·e·s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Word(NamedTuple):
    """A folded word, letters and digits only, standing for `text[start:end]`."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of `text` in order, without elided articles, compounds welded into one."""
    return list(_weld(text, _cut(text)))


def _cut(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        if match.lastgroup == "elision":
            continue
        kind = match.lastgroup or "word"
        # A folded character may bring signs along: ½ gives « 1⁄2 ».
        # Cut first: putting an endless run of accents in order takes quadratic time.
        folded = _NOT_A_LETTER.sub("", fold(match[kind][: 4 * LONGEST_WORD]))[:LONGEST_WORD]
        if folded:
            yield Word(folded, match.start(), match.end())


def _weld(text: str, found: Iterator[Word]) -> Iterator[Word]:
    previous: Word | None = None
    for word in found:
        if previous is None:
            previous = word
            continue
        whole = _compound(previous, text[previous.end : word.start], word)
        if whole is None:
            yield previous
            previous = word
        else:
            previous = Word(whole[:LONGEST_WORD], previous.start, word.end)
    if previous is not None:
        yield previous


def _compound(first: Word, between: str, second: Word) -> str | None:
    if len(between) != 1:
        return None
    known = lexicon()
    hyphen = between in HYPHENS
    if hyphen and first.text in known.joined:
        return first.text + second.text
    if hyphen or between.isspace():
        return known.pairs.get((first.text, second.text))
    return None
