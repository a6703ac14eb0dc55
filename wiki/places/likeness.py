"""Whether two places look like one: by their names, by where they are; on plain values."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from wiki.language.folding import fold

#: Kilometres between two positions that are the same door.
DOOR = 0.03
#: How alike two names of one commune are that may name one place, from 0 to 1.
ALIKE = 0.85
#: Longest part of a name that is compared.
_LONGEST = 80


@lru_cache(maxsize=4_096)
def letters(name: str) -> str:
    """The letters and digits of a name, without accents."""
    return "".join(sign for sign in fold(name[:_LONGEST]) if sign.isalnum())


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one: the same letters, nearly, or all the words of the shorter."""
    first, second = sorted((letters(one), letters(other)))
    if not first or not second:
        return False
    if first == second:
        return True
    fewer, more = sorted((_words(one), _words(other)), key=len)
    if fewer and fewer <= more:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return min(matcher.quick_ratio(), 1) >= ALIKE and matcher.ratio() >= ALIKE


@lru_cache(maxsize=4_096)
def _words(name: str) -> frozenset[str]:
    """The words that tell a name from others: articles and single letters do not."""
    words = ("".join(s if s.isalnum() else " " for s in fold(name[:_LONGEST]))).split()
    return frozenset(word for word in words if len(word) > 2)
