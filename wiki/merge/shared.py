"""Which words a sentence owes to another: enough of them, or enough in a row, not by chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wiki.merge.common import common_ends
from wiki.merge.engine import word_changes
from wiki.merge.sequence import Change
from wiki.merge.words import is_word

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
#: Sentences of one side times sentences of the other beyond which they are not paired.
_CELLS = 20_000
#: Words in a row that two sentences with little in common must share.
TELLING = 3
#: Of the words of two sentences together, those that must be common.
_HALF = 0.25


class Stretch(NamedTuple):
    """`length` words, signs and spaces, from `old_at` and from `new_at`."""

    old_at: int
    new_at: int
    length: int


def tokens(text: str) -> list[str]:
    """Words, spaces and signs; joined they are the text."""
    return _TOKEN.findall(text)


def alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which sentences are which, rewritten: each once at most, those that share half their words.

    The order does not matter: a sentence may be moved and reworded at once.
    """
    if len(old) * len(new) > _CELLS:
        return []
    olds, news = ([frozenset(_WORD.findall(text.lower())) for text in side] for side in (old, new))
    likely = sorted(
        (-share, abs(right - left), left, right)
        for left, one in enumerate(olds)
        for right, other in enumerate(news)
        if (share := len(one & other) / ((len(one) + len(other)) or 1)) >= _HALF
    )
    found: list[tuple[int, int]] = []
    lefts, rights = set[int](), set[int]()
    for _, _, left, right in likely:
        if left not in lefts and right not in rights:
            found.append((left, right))
            lefts.add(left)
            rights.add(right)
    return found


def cost(old: Sequence[str], new: Sequence[str]) -> int:
    """What `shared_in_order` has to look at: words against words, common ends apart."""
    head, tail = common_ends(old, new)
    return (len(old) - head - tail) * (len(new) - head - tail)


def share_a_run(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether `TELLING` words follow each other on both sides: quick to tell, and rarely so."""
    olds, news = (_WORD.findall(" ".join(side)) for side in (old, new))
    return not set(zip(olds, olds[1:], olds[2:], strict=False)).isdisjoint(
        zip(news, news[1:], news[2:], strict=False)
    )


def shared_in_order(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """What a sentence kept of the one it replaces; all of it, when it is much of both."""
    stretches: list[tuple[int, Stretch]] = []
    old_at = new_at = 0
    end = Change(len(old), len(old), len(new), len(new))
    for change in (*word_changes(old, new), end):
        if length := change.old_start - old_at:
            number = sum(map(is_word, old[old_at : change.old_start]))
            stretches.append((number, Stretch(old_at, new_at, length)))
        old_at, new_at = change.old_end, change.new_end
    shorter, longer = sorted(sum(map(is_word, side)) for side in (old, new))
    common = sum(number for number, _ in stretches)
    is_much = 2 * common >= shorter and 5 * common >= longer
    return [stretch for number, stretch in stretches if is_much or number >= TELLING]


def shared_anywhere(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """What sentences kept of others, cut or joined otherwise: words in a row, in any order."""
    old_words = [at for at, word in enumerate(old) if is_word(word)]
    new_words = [at for at, word in enumerate(new) if is_word(word)]
    known: dict[tuple[str, ...], int] = {}
    for place, window in _windows(old, old_words):
        known.setdefault(window, place)
    found: list[Stretch] = []
    taken, done = set[int](), 0
    for place, window in _windows(new, new_words):
        start = known.get(window)
        if place < done or start is None or start in taken:
            continue
        stretch = _grown(old, new, old_words[start], new_words[place])
        inside = range(stretch.old_at, stretch.old_at + stretch.length)
        number = sum(map(is_word, old[inside.start : inside.stop]))
        if number >= TELLING:
            found.append(stretch)
            taken.update(range(start, start + number))
            done = place + number
    return found


def _windows(text: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Words that follow each other, `TELLING` at a time, with the rank of the first."""
    for rank in range(len(places) - TELLING + 1):
        yield rank, tuple(text[at] for at in places[rank : rank + TELLING])


def _grown(old: Sequence[str], new: Sequence[str], old_at: int, new_at: int) -> Stretch:
    """The longest stretch, signs and spaces included, that starts at two places alike."""
    length = 0
    room = min(len(old) - old_at, len(new) - new_at)
    while length < room and old[old_at + length] == new[new_at + length]:
        length += 1
    return Stretch(old_at, new_at, length)
