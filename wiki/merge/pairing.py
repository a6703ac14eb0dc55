"""Which rewritten block of one text answers to which block of the other.

Inside a gap of the alignment nothing is equal any more; blocks that still share half of their
words, in the same order on both sides, are taken for the same block edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wiki.merge.sequence import kept
from wiki.merge.units import Block, Kind
from wiki.merge.words import is_word, spelled, words

#: Larger gaps (blocks of one side times blocks of the other) are first cut at equal labels.
_CELLS = 400

#: Gaps of more blocks than this (both sides together) are not looked into.
_BLOCKS = 40_000

_ALIKE = 0.5
_LABEL_WORDS = 3
_LABEL_LENGTH = 80
_STEPS_PER_BLOCK = 6
#: Longest block whose words are kept: those of one text are compared with those of many.
_SHORT = 20_000

Pair = tuple[int, int]


def pair(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Positions in `old` and `new` of the same blocks edited, rising on both sides."""
    if len(old) * len(new) <= _CELLS:
        # Alone on both sides, one common word is enough: there is nothing else to mistake it for.
        return _best_pairs(old, new, 0.0 if len(old) == len(new) == 1 else _ALIKE)
    return _pair_by_label(old, new) if len(old) + len(new) <= _BLOCKS else []


def label(block: Block) -> str:
    """What names a block: the first cell of a row that is not empty, else the first words."""
    if block.kind is Kind.ROW:
        return next((cell for cell in map(str.strip, block.text.split("|")) if cell), "")
    return " ".join(
        [word for word in words(block.text[:_LABEL_LENGTH]) if is_word(word)][:_LABEL_WORDS]
    )


def _pair_by_label(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    found: list[Pair] = []
    old_at = new_at = 0
    old_labels, new_labels = ([(one.kind, label(one)) for one in side] for side in (old, new))
    runs = kept(old_labels, new_labels, steps=_STEPS_PER_BLOCK * (len(old) + len(new)))
    for old_start, new_start, length in [*runs, (len(old), len(new), 0)]:
        if (old_start - old_at) * (new_start - new_at) <= _CELLS:
            between = _best_pairs(old[old_at:old_start], new[new_at:new_start])
            found += [(old_at + left, new_at + right) for left, right in between]
        found += [(old_start + step, new_start + step) for step in range(length)]
        old_at, new_at = old_start + length, new_start + length
    return found


def _best_pairs(old: Sequence[Block], new: Sequence[Block], least: float = _ALIKE) -> list[Pair]:
    """The pairs, in order, that share most words (dynamic programming)."""
    alike = _likeness(old, new, least)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in range(len(old) - 1, -1, -1):
        for right in range(len(new) - 1, -1, -1):
            best[left][right] = max(
                best[left + 1][right],
                best[left][right + 1],
                alike[left][right] and alike[left][right] + best[left + 1][right + 1],
            )
    return _follow(best, alike)


def _likeness(old: Sequence[Block], new: Sequence[Block], least: float) -> list[list[float]]:
    """Share of common words (Dice) of each pair of blocks; 0 when less than `least`."""
    old_words, new_words = ([_words(block.text) for block in side] for side in (old, new))
    table: list[list[float]] = []
    for left, one in enumerate(old_words):
        row: list[float] = []
        for right, other in enumerate(new_words):
            total = len(one) + len(other)
            share = 2 * len(one & other) / total if total else 0.0
            same_kind = old[left].kind is new[right].kind
            row.append(share if same_kind and share >= least else 0.0)
        table.append(row)
    return table


def _words(text: str) -> frozenset[str]:
    return _kept_words(text) if len(text) <= _SHORT else _words_of(text)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(filter(is_word, spelled(text.lower())[1::2]))


_kept_words = lru_cache(maxsize=256)(_words_of)


def _follow(best: list[list[float]], alike: list[list[float]]) -> list[Pair]:
    pairs: list[Pair] = []
    left = right = 0
    while left < len(alike) and right < len(alike[0]) and best[left][right] > 0:
        if best[left][right] == best[left + 1][right]:
            left += 1
        elif best[left][right] == best[left][right + 1]:
            right += 1
        else:
            pairs.append((left, right))
            left, right = left + 1, right + 1
    return pairs
