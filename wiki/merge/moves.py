"""A line or a sentence that both people took away and one put elsewhere: moved, or removed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wiki.merge.edits import Edit
from wiki.merge.units import lines_of
from wiki.merge.words import is_word, words

#: Sentences and cells of fewer words («oui», «15 €») are often written twice: they prove no move.
_WORDS = 2

#: A line that was moved and rewritten still has this share of its words in common with itself.
_ALIKE = 0.5

#: Where more lines than this could answer to one another, rewritten ones are not looked for.
_CELLS = 400

Shared = tuple[Edit, Edit, Sequence[str]]


def moved_by_one(
    pieces: Sequence[str], by_head: Sequence[Edit], by_mine: Sequence[Edit]
) -> frozenset[str]:
    """Lines and sentences that both took from their place, and at least one put somewhere.

    Where both rewrote a line that both moved, these are its two new forms.
    """
    shared = list(_taken_by_both(pieces, by_head, by_mine))
    put = {text for edit in (*by_head, *by_mine) for text in lines_and_pieces(edit.new)}
    taken = {text for _, _, run in shared for text in lines_and_pieces(run)}
    as_they_were = (text for text in put & taken if _is_telling(text))
    return frozenset([*as_they_were, *_rewritten_by_both(shared, by_head, by_mine)])


def lines_and_pieces(pieces: Sequence[str]) -> set[str]:
    """The pieces themselves, and the lines they make together."""
    return {*pieces, *lines_of("".join(pieces))}


def _taken_by_both(
    pieces: Sequence[str], by_head: Sequence[Edit], by_mine: Sequence[Edit]
) -> Iterator[Shared]:
    """Pairs of edits that took the same pieces away, and those pieces."""
    at = 0
    for one in by_head:
        while at < len(by_mine) and by_mine[at].end <= one.start:
            at += 1
        rank = at
        while rank < len(by_mine) and by_mine[rank].start < one.end:
            other = by_mine[rank]
            yield one, other, pieces[max(one.start, other.start) : min(one.end, other.end)]
            rank += 1


def _rewritten_by_both(
    shared: Sequence[Shared], by_head: Sequence[Edit], by_mine: Sequence[Edit]
) -> Iterator[str]:
    taken = [
        line
        for one, other, run in shared
        if one.removes and other.removes
        for line in lines_of("".join(run))
        if _is_telling(line)
    ]
    sides = [
        [line for edit in side if not edit.in_place for line in lines_of("".join(edit.new))]
        for side in (by_head, by_mine)
    ]
    if len(taken) * sum(map(len, sides)) > _CELLS:
        return
    for line in taken:
        by_side = [[text for text in side if _are_alike(line, text)] for side in sides]
        if all(by_side):
            yield from (text for side in by_side for text in side)


def _are_alike(one: str, other: str) -> bool:
    """Tell whether lines share half of their words (Dice)."""
    first, second = (set(filter(is_word, words(text.lower()))) for text in (one, other))
    return bool(first) and 2 * len(first & second) >= _ALIKE * (len(first) + len(second))


def _is_telling(text: str) -> bool:
    return sum(map(is_word, words(text))) >= (1 if text.endswith("\n") else _WORDS)
