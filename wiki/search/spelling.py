"""Words that are nearly alike: how far apart, and under which forms one is found from another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from wiki.language import fold, stems
from wiki.language.words import Word, words

#: Shortest word that is mended, in letters, and longest.
SHORTEST, LONGEST = 4, 30
#: Most mistakes that are mended.
NEAREST = 2


def title_words(title: str) -> set[str]:
    """The words of a title that can be proposed, as they are written but in lower case."""
    return {
        unicodedata.normalize("NFC", title[one.start : one.end].lower()) for one in _known(title)
    }


def misspelt(question: str) -> list[Word]:
    """The words of a question that can be mended."""
    return list(_known(question))


def forms(word: str) -> set[str]:
    """The folded word, and all that is left of it without one of its letters.

    Two words one mistake apart have a form in common, whichever the mistake.
    """
    folded = fold(word)
    return {folded} | {folded[:at] + folded[at + 1 :] for at in range(len(folded))}


def best(typed: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """The word nearest to what was typed, of those given with how often they stand in titles.

    None when none is near, or when what was typed is one of them, or a form of it.
    """
    ranked = []
    for word, names in candidates:
        apart = distance(typed, fold(word))
        if apart == 0 or (apart <= NEAREST and stems(word) == stems(typed)):
            return None
        if apart <= (1 if len(typed) < 2 * SHORTEST - 2 else NEAREST):
            ranked.append((apart, -names, word))
    return min(ranked)[2] if ranked else None


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or exchange with the next one."""
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, last, row = row, before, [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(row[-1] + 1, before[place] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]


def _known(text: str) -> Iterator[Word]:
    for one in words(text):
        if SHORTEST <= len(one.text) <= LONGEST and one.text.isalpha():
            yield one
