"""Writing differences that a reader does not mean: accents, case, ligatures, apostrophes."""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'’‘ʼ′＇"
HYPHENS = "-\u2010\u2011"
SOFT_HYPHEN = "\u00ad"
#: Letters by which names are put in order: what an index takes of the longest one, folded.
SORTED = 100

_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        SOFT_HYPHEN: None,
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(HYPHENS, "-"),
    }
)


def fold(text: str) -> str:
    """Return `text` without accents, capitals or ligatures, with plain apostrophes and hyphens."""
    # Only ASCII lower-case text is its own folding, and it is the commonest input.
    if text.isascii():
        return text.lower()
    # Then the letters of Latin alphabets, one by one; what they are not goes by Unicode's rules.
    folded = text.lower().translate(_LATIN)
    return folded if folded.isascii() else _fold_any(text)


def sort_key(name: str) -> str:
    """Where a name stands in a list: « Éric » between Eric and Fanny. Of names alike, ask more."""
    return fold(name)[:SORTED]


def _fold_any(text: str) -> str:
    # Twice, because a decomposed sign may bring capitals (℠) and a small letter accents (İ).
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


_LATIN = _LETTERS | {
    code: folded for code in range(0xC0, 0x180) if (folded := _fold_any(chr(code))).isascii()
}
