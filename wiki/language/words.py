"""Cutting a text into folded words, each with its place in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wiki.language.folding import APOSTROPHES, HYPHENS, SOFT_HYPHEN, fold
from wiki.language.lexicon import lexicon

LONGEST_WORD = 64

_SPACE = "[ \u00a0\u202f\u2009]"
_LETTER = r"[^\W_]"
_MARK = rf"[\u0300-\u036f{SOFT_HYPHEN}]"
_FEMININE = "(?:e|ne|le|te|ve|se|ive|[eè]re|euse|t?rice|esse)s?"
# It first looks for a letter: between two words, none of the rest is tried.
_WORD = re.compile(
    rf"""
    (?={_LETTER}) (?:
    (?P<number> (?=\d) (?<!{_LETTER}) (?:
        \d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}}    # SIRET
      | 0\d (?:[ .\u00a0\u202f]\d\d){{4}}                       # telephone
      | \d{{1,3}} (?:{_SPACE}\d{{3}})+                          # thousands
    ) (?!{_LETTER}) )
  | (?P<elision> (?<!{_LETTER})
      (?:[ldmtsncj] | (?:jusqu|lorsqu|puisqu|quoiqu|qu)) [{APOSTROPHES}] (?=[^\W\d_]) )
  | (?P<word> {_LETTER}+ (?:{_MARK}+{_LETTER}*)* )
    (?: [·‧•] (?:{_FEMININE}|s) (?!{_LETTER}) )*                # adhérent·e·s
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
#: Signs around a word that are no part of it, nor of the way it is cut.
_AROUND = '*_`«»()[]"“”.,;:!?…|#>'
#: The one of the apostrophes that Unicode counts among the letters.
_LETTER_APOSTROPHE = "ʼ"


class Word(NamedTuple):
    """A folded word, letters and digits only, standing for `text[start:end]`."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of `text` in order, without elided articles, compounds welded into one."""
    return [Word(*found) for found in cut(text)]


def cut(text: str) -> list[tuple[str, int, int]]:
    """`words` as plain tuples: a page has a thousand of them."""
    return cut_open(text)[0]


def cut_open(text: str) -> tuple[list[tuple[str, int, int]], bool]:
    """`cut`, and whether what stands after the next space may change the last of these words.

    Where it may not, a text and what follows it can be cut one by one.
    """
    beginnings = lexicon().beginnings
    if alone := _alone(text):
        return [alone], alone[2] == len(text) and alone[0] in beginnings
    found: list[tuple[str, int, int]] = []
    last = ""
    for match in _WORD.finditer(text):
        kind = match.lastgroup or "word"
        # Cut first: putting an endless run of accents in order takes quadratic time.
        if kind == "elision" or not (word := _folded(match[kind][: 4 * LONGEST_WORD])):
            continue
        start, end = match.span()
        if last in beginnings and (whole := _compound(last, text[found[-1][2] : start], word)):
            word, start = whole[:LONGEST_WORD], found.pop()[1]
        found.append((word, start, end))
        last = word
    is_beginning = last in beginnings and found[-1][2] == len(text)
    return found, is_beginning or text[-1:].isdecimal()


def _alone(text: str) -> tuple[str, int, int] | None:
    """The word of a text that is one and the signs around it, as most pieces of a page are."""
    word = text.strip(_AROUND)
    if not word.isalpha() or len(word) > LONGEST_WORD or _LETTER_APOSTROPHE in word:
        return None
    folded, start = _folded(word), text.index(word)
    return (folded, start, start + len(word)) if folded else None


@lru_cache(maxsize=8_192)
def _folded(written: str) -> str:
    folded = fold(written)
    # A folded character may bring signs along: ½ gives « 1⁄2 ».
    return (folded if folded.isalnum() else _NOT_A_LETTER.sub("", folded))[:LONGEST_WORD]


def _compound(first: str, between: str, second: str) -> str | None:
    if len(between) != 1:
        return None
    known = lexicon()
    hyphen = between in HYPHENS
    if hyphen and first in known.joined:
        return first + second
    if hyphen or between.isspace():
        return known.pairs.get((first, second))
    return None
